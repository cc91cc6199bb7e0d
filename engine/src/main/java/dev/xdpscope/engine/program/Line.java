package dev.xdpscope.engine.program;

/**
 * A line of C source, as .BTF.ext line info gives it.
 *
 * @param file file name as compiled
 * @param line 1-based
 * @param column 1-based; 0 where unknown
 * @param text the line's text
 */
public record Line(String file, int line, int column, String text) {}
