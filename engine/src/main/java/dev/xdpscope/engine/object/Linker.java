package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Makes the first two programs of the chain from placed functions: as the object has them, and relocated. */
final class Linker {
    private final ProgramLayout layout;
    private final KfuncTable kfuncs;
    private final Predicate<String> kfuncExists;
    private final List<Insn> code = new ArrayList<>();
    private final List<Insn> linked = new ArrayList<>();
    private final List<Origin> sources = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<ProgramFunction> functions = new ArrayList<>();

    Linker(ProgramLayout layout, Predicate<String> kfuncExists) {
        this.layout = layout;
        this.kfuncs = KfuncTable.of(layout.pieces());
        this.kfuncExists = kfuncExists;
        layout.pieces().forEach(this::add);
    }

    /** The relocated program; {@code core} has the CO-RE answers, which come after all else. */
    Program link(NavigableMap<Integer, Line> lines, List<MapSpec> maps, CoreStage core, Place place) {
        core.apply(layout.pieces(), linked, this::changed);
        checkTargets(place);
        ObjectFunction main = layout.pieces().getFirst().function();
        Program object = new Program(main.name(), main.definition(), code, sources, lines, functions, maps,
                kfuncs.kfuncs());
        return new Program(main.name(), main.definition(), linked, origins, lines, functions, maps, kfuncs.kfuncs(),
                PassName.RELOCATION, Optional.of(object));
    }

    private void add(PlacedFunction piece) {
        ProgramFunction.Kind kind = piece.start() == 0 ? ProgramFunction.Kind.MAIN
                : layout.isTailCalled(piece.function()) ? ProgramFunction.Kind.TAIL_CALLED
                        : ProgramFunction.Kind.SUBPROGRAM;
        functions.add(new ProgramFunction(piece.function().name(), piece.start(), piece.end(), kind));
        for (int slot = 0; slot < piece.code().size(); slot++) {
            int at = piece.start() + slot;
            Insn insn = piece.code().get(slot);
            Optional<Reference> reference = piece.reference(slot);
            code.add(reference.map(r -> inObject(insn, r, at)).orElse(insn));
            linked.add(reference.map(r -> relocated(insn, r, at)).orElse(insn));
            sources.add(Origin.source(at));
            origins.add(Origin.source(at));
        }
        piece.references().forEach((slot, reference) -> {
            if (!(reference instanceof Reference.Call call) || call.relocated()) {
                changed(piece.start() + slot, why(reference));
            }
        });
    }

    /** Records why instruction {@code at} is no longer what it was, both slots of it. */
    private void changed(int at, String why) {
        origins.set(at, new Origin(PassName.RELOCATION, at, at, -1, why));
        if (code.get(at) instanceof Insn.LoadImm64) {
            origins.set(at + 1, new Origin(PassName.RELOCATION, at + 1, at + 1, -1, why));
        }
    }

    /** Calls lead where they will lead, so that the program can be read; the rest is as the compiler wrote it. */
    private Insn inObject(Insn insn, Reference reference, int at) {
        return switch (reference) {
            case Reference.Call call -> new Insn.CallLocal(layout.startOf(call.function()) - at - 1);
            case Reference.KfuncCall call -> new Insn.CallKfunc(-1, 0);
            default -> insn;
        };
    }

    private Insn relocated(Insn insn, Reference reference, int at) {
        return switch (reference) {
            case Reference.Call call -> new Insn.CallLocal(layout.startOf(call.function()) - at - 1);
            case Reference.KfuncCall call ->
                    isMissing(call) ? call.poison() : new Insn.CallKfunc(kfuncs.index(call), 0);
            case Reference.Address a -> load(insn, new Imm64.Code(layout.startOf(a.function()) - at - 1));
            case Reference.ToMap m -> load(insn, new Imm64.MapFd(m.map()));
            case Reference.ToData d -> load(insn, new Imm64.MapValue(d.map(), d.offset()));
            case Reference.KfuncAddress k -> load(insn, new Imm64.Value(kfuncExists.test(k.name()) ? 1 : 0));
            case Reference.Missing m -> load(insn, new Imm64.Value(0));
        };
    }

    /** Of a kfunc that is not weak a missing one is refused where kfuncs are bound. */
    private boolean isMissing(Reference.KfuncCall call) {
        return call.weak() && !kfuncExists.test(call.name());
    }

    private String why(Reference reference) {
        return reference instanceof Reference.KfuncCall call && isMissing(call)
                ? "no " + call.label() + " in the kernel, poisoned" : reference.label();
    }

    private static Insn load(Insn insn, Imm64 value) {
        return insn instanceof Insn.LoadImm64 wide ? new Insn.LoadImm64(wide.dst(), value) : insn;
    }

    private void checkTargets(Place place) {
        for (ProgramFunction function : functions) {
            for (int i = function.start(); i < function.end(); i++) {
                long target = switch (linked.get(i)) {
                    case Insn.Jump jump -> i + 1L + jump.off();
                    case Insn.Goto jump -> i + 1L + jump.off();
                    default -> i;
                };
                if (target < function.start() || target >= function.end()) {
                    throw new ProblemException(place.insn(i), "a jump leaves function " + function.name(),
                            "Compile the object again.");
                }
            }
        }
        Decoder.checkTargets(linked, place);
    }

    /** The source lines of placed functions, by slot in the program. */
    static NavigableMap<Integer, Line> lines(List<PlacedFunction> pieces, BtfExt ext) {
        NavigableMap<Integer, Line> lines = new TreeMap<>();
        for (PlacedFunction piece : pieces) {
            ObjectFunction f = piece.function();
            ext.lines(f.section()).subMap(8L * f.start(), 8L * f.end())
                    .forEach((offset, line) -> lines.put((int) (offset / 8) - f.start() + piece.start(), line));
        }
        return lines;
    }
}
