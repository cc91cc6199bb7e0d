/**
 * A BPF program as an immutable value: instructions with their origins, source lines, functions, and the maps and kfuncs
 * it refers to. The object reader makes the first one; each pass of {@code dev.xdpscope.engine.rewrite} makes the next.
 */
package dev.xdpscope.engine.program;
