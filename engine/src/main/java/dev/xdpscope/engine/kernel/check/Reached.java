package dev.xdpscope.engine.kernel.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * What of our program can be reached if the branches that the verifier decided go the way it says: it removes what it never
 * reached, and jumps that have become useless ({@code opt_hard_wire_dead_code_branches()}, {@code opt_remove_dead_code()} and
 * {@code opt_remove_nops()}, kernel/bpf/verifier.c, 6.18).
 */
final class Reached {
    private final List<CodeLine> ours;
    private final List<Unit> kernels;
    private final Pairing pairing;
    private final BitSet reached = new BitSet();
    private final Deque<Integer> work = new ArrayDeque<>(List.of(0));

    private Reached(List<CodeLine> ours, List<Unit> kernels, Pairing pairing) {
        this.ours = ours;
        this.kernels = kernels;
        this.pairing = pairing;
    }

    /** Our indexes. */
    static BitSet of(List<CodeLine> ours, List<Unit> kernels, Pairing pairing) {
        return new Reached(ours, kernels, pairing).walk();
    }

    private BitSet walk() {
        while (!work.isEmpty()) {
            int at = work.remove();
            if (at < 0 || at >= ours.size() || reached.get(at)) {
                continue;
            }
            reached.set(at);
            follow(at);
        }
        return reached;
    }

    private void follow(int at) {
        CodeLine line = ours.get(at);
        int target = pairing.ours(line.target());
        if (line.isExit()) {
            return;
        }
        if (line.isGoto() || line.isConditional() && taken(at, target)) {
            work.add(target);
            return;
        }
        boolean falls = line.isConditional() && pairing.partner(at).isEmpty();
        if (line.target() >= 0 && !falls) {
            work.add(target);
        }
        work.add(at + 1);
    }

    /** Whether the kernel has a plain jump for it; one that is gone because it skips nothing is as good as taken. */
    private boolean taken(int at, int target) {
        return pairing.partner(at).isPresent() ? kernels.get(pairing.partner(at).getAsInt()).first().isGoto()
                : skipsNothing(at, target);
    }

    private boolean skipsNothing(int at, int target) {
        return target > at && pairing.noneBetween(at + 1, target);
    }

    /** Whether the verifier may have removed a jump that is reached: its way is decided, or it leads to what comes next. */
    static boolean removable(List<CodeLine> ours, Pairing pairing, int at) {
        CodeLine line = ours.get(at);
        int target = pairing.ours(line.target());
        return line.isConditional() || line.isGoto() && target > at && pairing.noneBetween(at + 1, target);
    }
}
