package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replaces single-slot instructions of a program by one or more others, as the kernel's {@code bpf_patch_insn_data()} does:
 * jumps across a replacement are lengthened, a jump to a replaced instruction goes to the replacement's first, and source
 * lines, functions and kfunc entries move along.
 */
final class Edit {
    private final Program before;
    private final PassName pass;
    private final Map<Integer, Replacement> replacements;
    /** New index of each old slot, and of the end. */
    private final int[] moved;

    private Edit(Program before, PassName pass, Map<Integer, Replacement> replacements) {
        this.before = before;
        this.pass = pass;
        this.replacements = replacements;
        int n = before.code().size();
        this.moved = new int[n + 1];
        for (int i = 0; i < n; i++) {
            moved[i + 1] = moved[i] + (replacements.containsKey(i) ? replacements.get(i).code().size() : 1);
        }
    }

    /**
     * @param replacements by index of the instruction to replace
     * @throws ProblemException if a jump becomes too long to encode
     */
    static Program replace(Program before, PassName pass, Map<Integer, Replacement> replacements) {
        return new Edit(before, pass, replacements).run();
    }

    private Program run() {
        List<Insn> code = new ArrayList<>(moved[moved.length - 1]);
        List<Origin> origins = new ArrayList<>(code.size());
        for (int i = 0; i < before.code().size(); i++) {
            Origin from = before.origins().get(i);
            Replacement by = replacements.get(i);
            if (by == null) {
                code.add(retarget(before.code().get(i), i));
                origins.add(from.movedFrom(i));
                continue;
            }
            for (int step = 0; step < by.code().size(); step++) {
                code.add(by.code().get(step));
                int shown = by.code().size() == 1 && pass == PassName.CTX_REWRITE ? from.step() : step;
                origins.add(new Origin(pass, i, from.insn(), shown, by.why(step)));
            }
        }
        return new Program(before.name(), before.section(), code, origins, lines(), functions(), before.maps(),
                kfuncs(), pass, Optional.of(before));
    }

    private Insn retarget(Insn insn, int at) {
        return switch (insn) {
            case Insn.Jump j -> new Insn.Jump(j.width(), j.op(), j.dst(), j.src(), near(at, j.off()));
            case Insn.Goto g when g.wide() -> new Insn.Goto(offset(at, g.off()), true);
            case Insn.Goto g -> new Insn.Goto(near(at, g.off()), false);
            case Insn.CallLocal c -> new Insn.CallLocal(offset(at, c.off()));
            case Insn.LoadImm64 l when l.value() instanceof Imm64.Code c ->
                    new Insn.LoadImm64(l.dst(), new Imm64.Code(offset(at, c.off())));
            default -> insn;
        };
    }

    private int offset(int at, int old) {
        long target = at + 1L + old;
        if (target < 0 || target >= moved.length) {
            throw problem(at, "the jump or call leads to instruction " + target + ", outside the program",
                    "Compile the program again.");
        }
        return moved[at + 1 + old] - moved[at] - 1;
    }

    private int near(int at, int old) {
        int offset = offset(at, old);
        if (offset != (short) offset) {
            throw problem(at, "the jump would have to span " + offset + " instructions after " + pass,
                    "Shorten the program, or compile it with -mcpu=v4.");
        }
        return offset;
    }

    private ProblemException problem(int at, String what, String remedy) {
        int insn = before.origins().get(at).insn();
        Place place = Place.NOWHERE.section(before.section());
        return new ProblemException(insn < 0 ? place : place.insn(insn), what, remedy);
    }

    private NavigableMap<Integer, Line> lines() {
        NavigableMap<Integer, Line> out = new TreeMap<>();
        before.lines().forEach((at, line) -> out.put(moved[at], line));
        return out;
    }

    private List<ProgramFunction> functions() {
        return before.functions().stream()
                .map(f -> new ProgramFunction(f.name(), moved[f.start()], moved[f.end()], f.kind())).toList();
    }

    private List<Kfunc> kfuncs() {
        return before.kfuncs().stream().map(k -> k.binding() instanceof Kfunc.Binding.Body body
                ? k.bind(new Kfunc.Binding.Body(body.function(), moved[body.entry()])) : k).toList();
    }
}
