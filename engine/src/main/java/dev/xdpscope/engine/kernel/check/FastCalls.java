package dev.xdpscope.engine.kernel.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers that a compiler saves around a call which, as the kernel knows, does not change them: {@code bpf_fastcall}. The
 * verifier removes both the stores and the loads ({@code remove_fastcall_spills_fills()}, kernel/bpf/verifier.c, 6.13).
 */
final class FastCalls {
    private static final Pattern SPILL = Pattern.compile("\\*\\(u64 \\*\\)\\(r10 (-\\d+)\\) = r([1-5])");

    /** A call, and a kfunc that the verifier replaces by a move. */
    private static final Set<String> CALLS = Set.of("call bpf_get_smp_processor_id", "r0 = r1");

    /** Registers that a call may not keep. */
    private static final int MOST = 5;

    private FastCalls() {}

    /** Whether our instruction is such a store, or the load that belongs to it. */
    static boolean spilled(List<CodeLine> ours, int at) {
        for (int n = 1; n <= MOST; n++) {
            if (around(ours, at + n, n) || around(ours, at - n, n)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a call with a store and a load of the same register in {@code distance} on both sides, and within. */
    private static boolean around(List<CodeLine> ours, int call, int distance) {
        if (call - distance < 0 || call + distance >= ours.size() || !CALLS.contains(ours.get(call).shape())) {
            return false;
        }
        for (int n = 1; n <= distance; n++) {
            Matcher spill = SPILL.matcher(ours.get(call - n).shape());
            if (!spill.matches() || !ours.get(call + n).shape()
                    .equals("r" + spill.group(2) + " = *(u64 *)(r10 " + spill.group(1) + ")")) {
                return false;
            }
        }
        return true;
    }
}
