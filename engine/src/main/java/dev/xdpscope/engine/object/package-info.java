/**
 * BPF object files as clang writes them: programs, maps, license and types, and the linking that libbpf does before it
 * loads a program. {@link dev.xdpscope.engine.object.BpfObject} is the way in; it gives a {@link
 * dev.xdpscope.engine.program.Program} that is self-contained but for kfuncs, which the drivers bind.
 */
package dev.xdpscope.engine.object;
