package dev.xdpscope.engine.record;

import java.util.List;

/**
 * One executed instruction and what it did.
 *
 * @param position the moment before it
 * @param insn its index
 * @param depth number of suspended callers at that moment
 * @param registers changed registers
 * @param accesses memory reads and writes in order, the kernel's own bookkeeping left out
 */
public record Step(Position position, int insn, int depth, List<RegisterChange> registers,
        List<MemoryAccess> accesses) {}
