package dev.xdpscope.app.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads from and writes to.
 *
 * @param color whether {@code out} is a terminal that shows colours
 * @param width columns that tables may fill
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean color, int width) {
    /** Columns where nobody says how many there are. */
    public static final int DEFAULT_WIDTH = 100;

    private static final String RESET = "\u001b[0m";

    /** {@code text} as {@code style} has it, or as it is where there are no colours. */
    String styled(Style style, String text) {
        return color && style != Style.PLAIN && !text.isEmpty() ? style.escape() + text + RESET : text;
    }

    /** Prints a line (or several) of the result, safely whatever names in a file hold. */
    void line(String text) {
        out.print(Plain.text(text));
        out.print('\n');
    }

    /** Prints {@code text} in as many lines as it takes. */
    void wrapped(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : Plain.line(text).split(" ")) {
            if (line.length() + word.length() + 1 > width && line.length() > indent.length()) {
                line(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        line(line.toString());
    }

    /** Prints a line about the result, for people. */
    public void note(String text) {
        err.print("xdpscope: " + Plain.line(text) + "\n");
        err.flush();
    }

    /** Whether nobody reads the result any longer; flushes it. */
    boolean closed() {
        return out.checkError();
    }
}
