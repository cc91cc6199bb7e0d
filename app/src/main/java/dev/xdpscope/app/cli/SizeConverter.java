package dev.xdpscope.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a picture's size such as {@code 1600x1000}. */
final class SizeConverter implements ITypeConverter<DesktopWindow.Size> {
    private static final int LEAST = 200;
    private static final int MOST = 8192;
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

    @Override
    public DesktopWindow.Size convert(String text) {
        Matcher m = SYNTAX.matcher(text);
        if (!m.matches() || outside(m.group(1)) || outside(m.group(2))) {
            throw new TypeConversionException(
                    "'" + text + "' is no size. Write width and height, " + LEAST + " to " + MOST
                            + " pixels each, for example 1600x1000");
        }
        return new DesktopWindow.Size(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
    }

    private static boolean outside(String digits) {
        int pixels = Integer.parseInt(digits);
        return pixels < LEAST || pixels > MOST;
    }
}
