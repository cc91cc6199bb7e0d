package dev.xdpscope.app.view;

import dev.xdpscope.app.view.ProgramRow.Code;
import dev.xdpscope.app.view.ProgramRow.Fold;
import dev.xdpscope.app.view.ProgramRow.Key;
import dev.xdpscope.app.view.ProgramRow.Kind;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lays a program out as rows. */
final class ProgramRowBuilder {
    /** Bodies nested deeper are not unfolded: a driver that calls itself would have no end. */
    private static final int DEEPEST = 16;

    private final Program program;
    private final ProgramCalls calls;
    private final Set<Key> unfolded;
    private final List<ProgramRow> rows = new ArrayList<>();
    private Optional<Line> above = Optional.empty();

    ProgramRowBuilder(Program program, ProgramCalls calls, Set<Key> unfolded) {
        this.program = program;
        this.calls = calls;
        this.unfolded = unfolded;
    }

    List<ProgramRow> rows() {
        for (ProgramFunction f : program.functions()) {
            switch (f.kind()) {
                case MAIN -> section(f, program.section());
                case SUBPROGRAM -> section(f, "subprogram");
                case TAIL_CALLED -> section(f, "tail-called program");
                case KFUNC_BODY -> {}
            }
        }
        calls.uncalled().forEach(f -> section(f, "the driver builds the sk_buff"));
        return rows;
    }

    private void section(ProgramFunction f, String note) {
        rows.add(new ProgramRow.Title(f.name(), note));
        function(f, List.of(), Optional.empty());
    }

    private void function(ProgramFunction f, List<Integer> chain, Optional<Hint> hint) {
        above = Optional.empty();
        for (int i = f.start(); i < f.end(); i++) {
            if (program.code().get(i) instanceof Insn.SecondSlot) {
                continue;
            }
            int size = Math.min(calls.size(i), f.end() - i);
            boolean expansion = size > 1 && program.origins().get(i).pass() == PassName.KFUNC_EXPANSION;
            if (expansion) {
                expansion(i, size, chain);
            } else {
                group(i, size, chain, hint);
            }
            i += size - 1;
        }
    }

    private void expansion(int first, int size, List<Integer> chain) {
        Origin origin = program.origins().get(first);
        Key key = new Key(chain, first);
        Optional<Hint> hint = hint(origin.why());
        boolean open = unfolded.contains(key);
        Fold fold = new Fold(open, size, size + " instructions in its place");
        rows.add(new Code(key, Kind.EXPANSION, OptionalInt.of(origin.insn()), label(first, 1), line(first),
                Optional.of(fold), origin.why(), hint));
        for (int i = first; open && i < first + size; i++) {
            if (!(program.code().get(i) instanceof Insn.SecondSlot)) {
                step(i, i - first, chain, hint);
            }
        }
    }

    private void step(int insn, int step, List<Integer> chain, Optional<Hint> hint) {
        Key key = new Key(chain, insn);
        Optional<ProgramFunction> body = calls.inline(insn);
        boolean open = body.isPresent() && unfolded.contains(key.below()) && chain.size() < DEEPEST;
        Optional<Fold> fold = body.map(f -> new Fold(open, f.end() - f.start(), f.name()));
        rows.add(new Code(key, Kind.STEP, OptionalInt.empty(), "." + step, line(insn), fold,
                program.origins().get(insn).why(), hint));
        if (open) {
            body(body.get(), key, hint);
        }
    }

    private void body(ProgramFunction body, Key call, Optional<Hint> hint) {
        Optional<Line> resume = above;
        function(body, call.below().chain(), hint);
        above = resume;
    }

    private void group(int first, int size, List<Integer> chain, Optional<Hint> hint) {
        for (int i = first; i < first + size; i++) {
            Origin origin = program.origins().get(i);
            Optional<ProgramFunction> body = calls.inline(i);
            Key key = new Key(chain, i);
            boolean open = body.isPresent() && unfolded.contains(key) && chain.size() < DEEPEST;
            Optional<Hint> about =
                    body.isPresent() ? hint(called(i)).or(() -> hint) : hint.or(() -> hint(origin.why()));
            Optional<Fold> fold = body.map(f -> new Fold(open, f.end() - f.start(), f.name()));
            OptionalInt object = i == first && origin.insn() >= 0 ? OptionalInt.of(origin.insn()) : OptionalInt.empty();
            rows.add(new Code(key, kind(origin), object, label(i, size), line(i), fold, origin.why(), about));
            if (open) {
                body(body.get(), key, about);
            }
        }
    }

    private String called(int insn) {
        return program.code().get(insn) instanceof Insn.CallKfunc c ? program.kfuncs().get(c.id()).name() : "";
    }

    private static Kind kind(Origin origin) {
        return switch (origin.pass()) {
            case OBJECT, RELOCATION -> Kind.PLAIN;
            case KFUNC_EXPANSION, CTX_REWRITE -> Kind.REWRITE;
            case KFUNC_LINK -> Kind.BODY;
        };
    }

    private String label(int insn, int size) {
        Origin origin = program.origins().get(insn);
        boolean inside = origin.insn() < 0 || size > 1 && origin.step() > 0;
        return inside ? "." + origin.step() : Integer.toString(origin.insn());
    }

    private Optional<Line> line(int insn) {
        Optional<Line> here = program.line(insn);
        boolean again = here.isPresent() && above.filter(a -> a.line() == here.get().line()
                && a.file().equals(here.get().file())).isPresent();
        above = here;
        return again ? Optional.empty() : here;
    }

    /** The hint that a kfunc or the reason for an expansion names. */
    static Optional<Hint> hint(String text) {
        return Arrays.stream(Hint.values()).filter(h -> text.contains(h.kfunc())).findFirst();
    }
}
