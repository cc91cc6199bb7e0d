package dev.xdpscope.app.view;

import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Instructions of the program as run at which continuing stops. */
final class Breakpoints {
    private final SortedSet<Integer> insns = new TreeSet<>();

    SortedSet<Integer> all() {
        return Collections.unmodifiableSortedSet(insns);
    }

    void toggle(int insn) {
        if (!insns.remove(insn)) {
            insns.add(insn);
        }
    }

    void clear() {
        insns.clear();
    }

    /** Puts each breakpoint on the instruction of {@code to} that stands for the same instruction of the object, if there is one. */
    void carry(Program from, Program to) {
        List<Origin> old = insns.stream().map(from.origins()::get).filter(o -> o.insn() >= 0).toList();
        insns.clear();
        for (int i = 0; i < to.code().size(); i++) {
            Origin here = to.origins().get(i);
            boolean first = i == 0 || to.origins().get(i - 1).insn() != here.insn();
            boolean same = old.stream().anyMatch(o -> o.insn() == here.insn() && Math.max(0, o.step()) == Math.max(0,
                    here.step()));
            boolean replaced = first && old.stream().anyMatch(o -> o.insn() == here.insn());
            if (same || replaced) {
                insns.add(i);
            }
        }
    }
}
