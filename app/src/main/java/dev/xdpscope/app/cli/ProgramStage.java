package dev.xdpscope.app.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A form of a program on its way from the object to what is run. */
enum ProgramStage {
    OBJECT("object"),
    RELOCATED("relocated"),
    AS_RUN("as-run");

    private final String word;

    ProgramStage(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Reads a stage. */
    static final class Converter implements ITypeConverter<ProgramStage> {
        @Override
        public ProgramStage convert(String text) {
            return Arrays.stream(values()).filter(s -> s.word.equals(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no stage. Known are "
                            + Arrays.stream(values()).map(ProgramStage::word).collect(Collectors.joining(", "))));
        }
    }
}
