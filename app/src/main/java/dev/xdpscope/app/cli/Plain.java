package dev.xdpscope.app.cli;

/** Text from files made safe for a terminal: names in an object may hold control characters. */
final class Plain {
    private Plain() {}

    /** {@code text} on one line, control characters replaced. */
    static String line(String text) {
        return text.replaceAll("\\R", " ").replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "\ufffd");
    }
}
