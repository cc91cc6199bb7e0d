package dev.xdpscope.app.view;

import dev.xdpscope.app.view.ProgramRow.Key;
import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.program.ProgramNames;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.run.CallFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows of the program lane: the object's bytecode beside the program as run, expansions and kfunc bodies folded under
 * their call.
 */
public final class ProgramRows {
    private final Program program;
    /** Indexes as in the object, names instead of relocations. */
    private final Program linked;
    private final ProgramCalls calls;
    private final Set<Key> unfolded = new HashSet<>();
    private final Map<Key, Integer> index = new HashMap<>();
    private List<ProgramRow> rows = List.of();

    /**
     * @param program the program as run
     */
    public ProgramRows(Program program) {
        this.program = program;
        this.linked = program.after(PassName.RELOCATION);
        this.calls = new ProgramCalls(program);
        build();
    }

    public List<ProgramRow> rows() {
        return rows;
    }

    public Program program() {
        return program;
    }

    private void build() {
        ProgramRowBuilder builder = new ProgramRowBuilder(program, calls, unfolded);
        rows = List.copyOf(builder.rows());
        index.clear();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ProgramRow.Code code) {
                // The steps of an open expansion come after its call and take its first instruction from it.
                index.put(code.key(), i);
            }
        }
    }

    /** Folds or unfolds what is under a row. */
    public void toggle(ProgramRow.Code row) {
        row.fold().ifPresent(fold -> fold(row.folded(), !fold.open()));
    }

    /** Folds or unfolds what is under the row of {@code key}; returns whether anything changed. */
    public boolean fold(Key key, boolean open) {
        boolean changed = open ? unfolded.add(key) : unfolded.remove(key);
        if (changed) {
            build();
        }
        return changed;
    }

    /** Unfolds everything that can be, one level deep, or folds all. */
    public void foldAll(boolean open) {
        if (open) {
            rows.stream().filter(ProgramRow.Code.class::isInstance).map(ProgramRow.Code.class::cast)
                    .filter(c -> c.fold().isPresent()).forEach(c -> unfolded.add(c.folded()));
        } else {
            unfolded.clear();
        }
        build();
    }

    /** The row of the instruction that {@code state} will execute next, unfolding what hides it. */
    public OptionalInt reveal(State state) {
        Key key = key(state);
        boolean changed = false;
        for (int i = 0; i < key.chain().size(); i++) {
            changed |= unfold(new Key(key.chain().subList(0, i), key.chain().get(i)));
        }
        OptionalInt expansion = calls.expansion(key.insn());
        if (expansion.isPresent() && key.insn() != expansion.getAsInt()) {
            changed |= unfolded.add(new Key(key.chain(), expansion.getAsInt()));
        }
        if (changed) {
            build();
        }
        return row(key);
    }

    /** Unfolds the function that a call enters, and the expansion that the call is in. */
    private boolean unfold(Key call) {
        OptionalInt expansion = calls.expansion(call.insn());
        return expansion.isPresent()
                ? unfolded.add(new Key(call.chain(), expansion.getAsInt())) | unfolded.add(call.below())
                : unfolded.add(call);
    }

    /** Where the instruction that {@code state} will execute next is shown. */
    public Key key(State state) {
        List<Integer> chain = new ArrayList<>();
        for (CallFrame frame : state.frames()) {
            if (calls.inline(frame.call()).isPresent()) {
                chain.add(frame.call());
            } else {
                chain.clear();
            }
        }
        return new Key(chain, state.pc());
    }

    /** The row of an instruction; of the call that hides it if it is folded away. */
    public OptionalInt row(Key key) {
        Integer exact = index.get(key);
        if (exact != null) {
            return OptionalInt.of(exact);
        }
        OptionalInt expansion = calls.expansion(key.insn());
        if (expansion.isPresent() && index.containsKey(new Key(key.chain(), expansion.getAsInt()))) {
            return OptionalInt.of(index.get(new Key(key.chain(), expansion.getAsInt())));
        }
        return key.chain().isEmpty() ? OptionalInt.empty()
                : row(new Key(key.chain().subList(0, key.chain().size() - 1), key.chain().getLast()));
    }

    /** The first row that shows an instruction of the program as run. */
    public OptionalInt row(int insn) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ProgramRow.Code code && code.key().insn() == insn) {
                return OptionalInt.of(i);
            }
        }
        return calls.expansion(insn).isPresent() && calls.expansion(insn).getAsInt() != insn
                ? row(calls.expansion(insn).getAsInt()) : OptionalInt.empty();
    }

    /** The row's instruction in the object's program, disassembled; empty if there is none. */
    public String objectText(ProgramRow.Code row) {
        return row.object().isEmpty() || row.object().getAsInt() >= linked.code().size() ? ""
                : text(linked, row.object().getAsInt());
    }

    /** The row's instruction in the program as run; for a folded expansion what it consists of. */
    public String runText(ProgramRow.Code row) {
        return row.kind() == ProgramRow.Kind.EXPANSION ? row.fold().map(ProgramRow.Fold::title).orElse("")
                : text(program, row.key().insn());
    }

    /** An instruction of the program as run, disassembled. */
    public String text(int insn) {
        return insn >= 0 && insn < program.code().size() ? text(program, insn) : "no instruction";
    }

    private static String text(Program of, int insn) {
        return Disassembler.text(of.code().get(insn), insn, new ProgramNames(of));
    }

    /** A row's instruction, or all of its expansion, or all of its C line, as something selected. */
    public Selection selection(ProgramRow.Code row, boolean wholeLine) {
        int insn = row.key().insn();
        if (wholeLine) {
            return new Selection.Insns(sameLine(insn), program.line(insn).map(l -> "line " + l.line())
                    .orElse("instruction " + row.label()));
        }
        int size = row.kind() == ProgramRow.Kind.EXPANSION ? row.fold().map(ProgramRow.Fold::size).orElse(1) : 1;
        return new Selection.Insns(IntStream.range(insn, insn + size).boxed().toList(), "instruction " + row.label());
    }

    /** All instructions as run of the same C line in the same function as {@code insn}, or of the same expansion. */
    public List<Integer> sameLine(int insn) {
        Optional<ProgramFunction> function = program.function(insn);
        if (function.isEmpty() || program.line(insn).isEmpty()) {
            return List.of(insn);
        }
        List<Integer> all = new ArrayList<>();
        int line = program.line(insn).get().line();
        var start = program.lines().floorKey(insn);
        for (int i = function.get().start(); i < function.get().end(); i++) {
            Integer from = program.lines().floorKey(i);
            boolean same = from != null && start != null && program.lines().get(from).line() == line
                    && program.lines().get(from).file().equals(program.lines().get(start).file());
            if (same && !(program.code().get(i) instanceof Insn.SecondSlot)) {
                all.add(i);
            }
        }
        return all;
    }
}
