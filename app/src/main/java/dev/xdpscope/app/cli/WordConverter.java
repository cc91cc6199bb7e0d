package dev.xdpscope.app.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words. */
abstract class WordConverter<T> implements ITypeConverter<T> {
    private final String what;
    private final List<T> values;
    private final Function<T, String> word;

    /**
     * @param what what the words stand for, with its article
     * @param word how each is written
     */
    WordConverter(String what, List<T> values, Function<T, String> word) {
        this.what = what;
        this.values = values;
        this.word = word;
    }

    @Override
    public T convert(String text) {
        return values.stream().filter(v -> word.apply(v).equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no " + what + ". Known are "
                        + values.stream().map(word).collect(Collectors.joining(", "))));
    }
}
