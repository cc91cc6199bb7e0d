package dev.xdpscope.drivers.lab.generate;

/**
 * A line of C and what it is in assembly.
 *
 * @param c the line, indented; empty for a blank one
 * @param code instructions in the kernel's syntax, one a line, labels on lines of their own; empty if the line needs none
 */
record GeneratedLine(String c, String code) {}
