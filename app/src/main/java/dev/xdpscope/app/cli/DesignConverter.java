package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.AccessDesign;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an access design. */
final class DesignConverter implements ITypeConverter<AccessDesign> {
    @Override
    public AccessDesign convert(String text) {
        return AccessDesign.of(text).orElseThrow(() -> new TypeConversionException("'" + text
                + "' is no access design. Known are " + Arrays.stream(AccessDesign.values()).map(AccessDesign::word)
                        .collect(Collectors.joining(", "))));
    }
}
