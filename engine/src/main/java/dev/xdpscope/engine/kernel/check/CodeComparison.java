package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.kernel.KernelSymbols;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A program of ours after all passes beside the kernel's after its verifier.
 *
 * @param rows in the order of both
 * @param helpersTold whether the functions that are called were compared: not where the kernel hides their addresses
 */
public record CodeComparison(List<CodeRow> rows, boolean helpersTold) {
    private static final String MISSING = "the kernel has no such instruction";
    private static final String UNREACHED = "never reached";

    public CodeComparison {
        rows = List.copyOf(rows);
    }

    /**
     * Compares.
     *
     * @param program as it would run, without the programs behind it that tail calls enter
     * @param translated the kernel's, 8 bytes for each slot
     * @param mapIds the kernel's numbers of the program's maps, in the order of its table
     * @param symbols the kernel's functions
     * @param executed slots of our program that have run, which the verifier cannot have removed for being unreachable
     */
    public static CodeComparison of(Program program, byte[] translated, List<Integer> mapIds, KernelSymbols symbols,
            BitSet executed) {
        return of(CodeText.ours(program, symbols.known()),
                Unit.fold(TranslatedText.of(translated, program.maps(), mapIds, symbols), Fixups.of(program.maps())),
                executed, symbols.known());
    }

    static CodeComparison of(List<CodeLine> ours, List<Unit> kernels, BitSet executed, boolean helpersTold) {
        Pairing pairing = Pairing.of(ours, kernels);
        BitSet reached = Reached.of(ours, kernels, pairing);
        BitSet spills = FastCalls.of(ours, pairing);
        List<CodeRow> rows = new ArrayList<>();
        int k = 0;
        for (int i = 0; i < ours.size(); i++) {
            OptionalInt partner = pairing.partner(i);
            if (partner.isPresent()) {
                for (; k < partner.getAsInt(); k++) {
                    rows.addAll(additional(kernels.get(k)));
                }
                rows.add(pair(ours.get(i), kernels.get(k++), pairing.sameTarget(i)));
            } else if (reached.get(i) ? Reached.removable(ours, pairing, i) : !executed.get(ours.get(i).slot())) {
                rows.add(new CodeRow.Removed(ours.get(i), reached.get(i) ? "leads to what comes next" : UNREACHED));
            } else if (spills.get(i)) {
                rows.add(new CodeRow.Removed(ours.get(i), "the call keeps this register (bpf_fastcall)"));
            } else {
                rows.add(new CodeRow.Different(Optional.of(ours.get(i)), Optional.empty(), MISSING));
            }
        }
        for (; k < kernels.size(); k++) {
            rows.addAll(additional(kernels.get(k)));
        }
        return new CodeComparison(rows, helpersTold);
    }

    private static CodeRow pair(CodeLine ours, Unit kernels, boolean sameTarget) {
        if (kernels.fixup().isPresent()) {
            return new CodeRow.Fixed(ours, kernels.lines(), kernels.fixup().get().name());
        }
        if (ours.target() >= 0 && !sameTarget) {
            return new CodeRow.Different(Optional.of(ours), Optional.of(kernels.first()), "leads elsewhere");
        }
        return ours.isConditional() && kernels.first().isGoto() ? new CodeRow.Decided(ours, kernels.first())
                : new CodeRow.Same(ours, kernels.first());
    }

    private static List<CodeRow> additional(Unit unit) {
        return unit.lines().stream().<CodeRow>map(line -> new CodeRow.Different(Optional.empty(), Optional.of(line),
                "no rule explains it")).toList();
    }

    /** The rows that nothing explains. */
    public List<CodeRow.Different> differences() {
        return rows.stream().filter(CodeRow.Different.class::isInstance).map(CodeRow.Different.class::cast).toList();
    }

    /** How many instructions are the same. */
    public int same() {
        return (int) rows.stream().filter(CodeRow.Same.class::isInstance).count();
    }

    /** How often each rule of the verifier explains a row. */
    public Map<String, Integer> rules() {
        Map<String, Integer> rules = new TreeMap<>();
        for (CodeRow row : rows) {
            switch (row) {
                case CodeRow.Fixed fixed -> rules.merge(fixed.rule(), 1, Integer::sum);
                case CodeRow.Decided d -> rules.merge("branch always taken", 1, Integer::sum);
                case CodeRow.Removed removed -> rules.merge("removed: " + removed.why(), 1, Integer::sum);
                case CodeRow.Same same -> {}
                case CodeRow.Different different -> {}
            }
        }
        return rules;
    }
}
