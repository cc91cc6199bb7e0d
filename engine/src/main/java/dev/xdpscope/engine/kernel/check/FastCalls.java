package dev.xdpscope.engine.kernel.check;

import java.util.BitSet;
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
    private static final Set<String> CALLS = Set.of("call bpf_get_smp_processor_id", "r0 = r1");

    private FastCalls() {}

    /** Our indexes of stores and loads of which the kernel has none. */
    static BitSet of(List<CodeLine> ours, Pairing pairing) {
        BitSet found = new BitSet();
        for (int call = 0; call < ours.size(); call++) {
            if (CALLS.contains(ours.get(call).shape()) && pairing.partner(call).isPresent()) {
                around(ours, pairing, call, found);
            }
        }
        return found;
    }

    private static void around(List<CodeLine> ours, Pairing pairing, int call, BitSet found) {
        for (int n = 1; n <= call && call + n < ours.size(); n++) {
            Matcher spill = SPILL.matcher(ours.get(call - n).shape());
            boolean both = spill.matches() && ours.get(call + n).shape()
                    .equals("r" + spill.group(2) + " = *(u64 *)(r10 " + spill.group(1) + ")")
                    && pairing.partner(call - n).isEmpty() && pairing.partner(call + n).isEmpty();
            if (!both) {
                return;
            }
            found.set(call - n);
            found.set(call + n);
        }
    }
}
