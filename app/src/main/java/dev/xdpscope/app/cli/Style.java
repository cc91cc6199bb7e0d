package dev.xdpscope.app.cli;

/** How text looks on a terminal. Never the only sign of anything. */
enum Style {
    PLAIN(""),
    HEADER("1"),
    DIM("2"),
    GOOD("32"),
    BAD("31"),
    CHANGED("33"),
    PLACE("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The ECMA-48 sequence that switches it on. */
    String escape() {
        return "\u001b[" + code + "m";
    }
}
