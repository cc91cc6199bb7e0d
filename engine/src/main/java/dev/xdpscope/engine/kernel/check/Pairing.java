package dev.xdpscope.engine.kernel.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which of our instructions is which of the kernel's, by index in the lists of both. */
final class Pairing {
    private final List<CodeLine> ours;
    private final List<Unit> kernels;
    private final int[] partners;
    private final Map<Integer, Integer> ourIndex = new HashMap<>();
    private final Map<Integer, Integer> kernelIndex = new HashMap<>();

    private Pairing(List<CodeLine> ours, List<Unit> kernels) {
        this.ours = ours;
        this.kernels = kernels;
        for (int i = 0; i < ours.size(); i++) {
            ourIndex.put(ours.get(i).slot(), i);
        }
        for (int i = 0; i < kernels.size(); i++) {
            kernelIndex.put(kernels.get(i).first().slot(), i);
        }
        // Jumps without a condition look all alike, so that they are paired by where they lead, once that is known.
        partners = LongestCommon.partners(ours, kernels,
                (a, b) -> a.shape().equals(b.shape()) && !a.isGoto());
    }

    static Pairing of(List<CodeLine> ours, List<Unit> kernels) {
        Pairing pairing = new Pairing(ours, kernels);
        pairing.jumps();
        return pairing;
    }

    private void jumps() {
        int[] others = partners.clone();
        int previousOurs = -1;
        int previousKernels = -1;
        for (int i = 0; i <= ours.size(); i++) {
            if (i == ours.size() || others[i] >= 0) {
                int end = i == ours.size() ? kernels.size() : others[i];
                jumps(previousOurs + 1, i, previousKernels + 1, end, others);
                previousOurs = i;
                previousKernels = end;
            }
        }
    }

    /** Pairs each of the kernel's jumps between two pairs with the first of ours that leads to the same place. */
    private void jumps(int from, int to, int kernelFrom, int kernelTo, int[] others) {
        int next = from;
        for (int k = kernelFrom; k < kernelTo; k++) {
            if (!kernels.get(k).first().isGoto()) {
                continue;
            }
            int landing = landing(kernelIndex, kernels.get(k).target(), others, true);
            for (int i = next; i < to; i++) {
                boolean jump = ours.get(i).isGoto() || ours.get(i).isConditional();
                if (jump && partners[i] < 0 && landing(ourIndex, ours.get(i).target(), others, false) == landing) {
                    partners[i] = k;
                    next = i + 1;
                    break;
                }
            }
        }
    }

    /** Our index of the first pair at or behind a target. */
    private int landing(Map<Integer, Integer> index, int slot, int[] pairs, boolean kernel) {
        Integer at = index.get(slot);
        if (at == null) {
            return -1;
        }
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] >= 0 && (kernel ? pairs[i] : i) >= at) {
                return i;
            }
        }
        return pairs.length;
    }

    /** The kernel's partner of our instruction. */
    OptionalInt partner(int ours) {
        return partners[ours] < 0 ? OptionalInt.empty() : OptionalInt.of(partners[ours]);
    }

    /** Our index of the instruction in a slot; -1 if none begins there. */
    int ours(int slot) {
        return ourIndex.getOrDefault(slot, -1);
    }

    /** Whether a jump of ours and the kernel's lead to the same place. */
    boolean sameTarget(int i) {
        int k = partners[i];
        return landing(ourIndex, ours.get(i).target(), partners, false) == landing(kernelIndex,
                kernels.get(k).target(), partners, true);
    }

    /** Whether none of ours from {@code from} up to {@code to} is in the kernel's code. */
    boolean noneBetween(int from, int to) {
        return Arrays.stream(partners, from, to).allMatch(p -> p < 0);
    }
}
