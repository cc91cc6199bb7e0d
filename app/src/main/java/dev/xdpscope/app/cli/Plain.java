package dev.xdpscope.app.cli;

import java.util.regex.Pattern;

/** Text made safe for a terminal: names in an object may hold control characters. */
final class Plain {
    /** Control characters other than line breaks, and other than those of the sequences that {@link Style} makes. */
    private static final Pattern CONTROLS = Pattern.compile("(?![\n\t]|\u001b\\[\\d{1,2}m)[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private Plain() {}

    /** {@code text} with control characters replaced, line breaks and colours left. */
    static String text(String text) {
        return CONTROLS.matcher(text).replaceAll("\ufffd");
    }

    /** {@code text} on one line, control characters and colours replaced. */
    static String line(String text) {
        return text.replaceAll("\\R|\t", " ").replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "\ufffd");
    }
}
