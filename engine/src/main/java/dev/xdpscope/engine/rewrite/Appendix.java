package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
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

/** Bodies behind a program's own code, and the kfuncs that enter them. */
final class Appendix {
    private final Program program;
    private final PassName pass;
    private final Optional<Program> before;
    private final List<Insn> code;
    private final List<Origin> origins;
    private final TreeMap<Integer, Line> lines;
    private final List<ProgramFunction> functions;
    private final List<MapSpec> maps;
    private final List<Kfunc> kfuncs;

    private Appendix(Program program, PassName pass, Optional<Program> before, List<Origin> origins) {
        this.program = program;
        this.pass = pass;
        this.before = before;
        this.code = new ArrayList<>(program.code());
        this.origins = origins;
        this.lines = new TreeMap<>(program.lines());
        this.functions = new ArrayList<>(program.functions());
        this.maps = new ArrayList<>(program.maps());
        this.kfuncs = new ArrayList<>(program.kfuncs());
    }

    /** As a form of its own, made of {@code program}. */
    static Appendix behind(Program program) {
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < program.code().size(); i++) {
            origins.add(program.origins().get(i).movedFrom(i));
        }
        return new Appendix(program, PassName.KFUNC_LINK, Optional.of(program), origins);
    }

    /** As a part of the form that {@code program} is. */
    static Appendix partOf(Program program) {
        return new Appendix(program, program.pass(), program.before(), new ArrayList<>(program.origins()));
    }

    /** Adds kfuncs to the end of the table. */
    Appendix declare(List<Kfunc> more) {
        kfuncs.addAll(more);
        return this;
    }

    /** Binds kfuncs, by index into the table; bodies are appended in its order. */
    Appendix bind(NavigableMap<Integer, KfuncAnswer> answers) {
        answers.forEach((id, answer) -> {
            Kfunc.Binding binding = binding(answer);
            kfuncs.set(id, kfuncs.get(id).bind(binding));
        });
        return this;
    }

    private Kfunc.Binding binding(KfuncAnswer answer) {
        return switch (answer) {
            case KfuncAnswer.Body(Program body, String why) -> {
                int entry = code.size();
                append(body, why);
                yield new Kfunc.Binding.Body(body.name(), entry);
            }
            case KfuncAnswer.Native n -> new Kfunc.Binding.Native();
            case KfuncAnswer.Stub(long result) -> new Kfunc.Binding.Stub(result);
            case KfuncAnswer.Nobody n -> new Kfunc.Binding.Unbound();
            case KfuncAnswer.Refused r -> throw new IllegalArgumentException(r.what());
        };
    }

    /** Appends the functions of {@code body}. */
    Appendix append(Program body, String why) {
        int base = code.size();
        int firstKfunc = kfuncs.size();
        int[] mapAt = body.maps().stream().mapToInt(m -> place(maps, m)).toArray();
        for (int i = 0; i < body.code().size(); i++) {
            code.add(renumber(body.code().get(i), mapAt, firstKfunc));
            origins.add(new Origin(PassName.KFUNC_LINK, -1, -1, i, own(body, i).orElse(why)));
        }
        body.lines().forEach((at, line) -> lines.put(base + at, line));
        body.functions().forEach(f -> functions.add(
                new ProgramFunction(f.name(), base + f.start(), base + f.end(), ProgramFunction.Kind.KFUNC_BODY)));
        body.kfuncs().forEach(k -> kfuncs.add(k.bind(k.binding() instanceof Kfunc.Binding.Body(String name, int entry)
                ? new Kfunc.Binding.Body(name, base + entry) : new Kfunc.Binding.Native())));
        return this;
    }

    Program program() {
        return new Program(program.name(), program.section(), code, origins, lines, functions, maps, kfuncs, pass,
                before);
    }

    /** What an instruction of a body that has been expanded itself says of why it is there. */
    private static Optional<String> own(Program body, int insn) {
        Origin origin = body.origins().get(insn);
        return switch (origin.pass()) {
            case KFUNC_EXPANSION, KFUNC_LINK -> Optional.of(origin.why());
            case OBJECT, RELOCATION, CTX_REWRITE -> Optional.empty();
        };
    }

    /** Index of {@code map} in {@code maps}; bodies of one object share their data sections. */
    private static int place(List<MapSpec> maps, MapSpec map) {
        for (int i = 0; i < maps.size(); i++) {
            if (maps.get(i) == map) {
                return i;
            }
        }
        maps.add(map);
        return maps.size() - 1;
    }

    private static Insn renumber(Insn insn, int[] mapAt, int firstKfunc) {
        return switch (insn) {
            case Insn.CallKfunc c -> new Insn.CallKfunc(firstKfunc + c.id(), c.module());
            case Insn.LoadImm64 l when l.value() instanceof Imm64.MapFd m ->
                    new Insn.LoadImm64(l.dst(), new Imm64.MapFd(mapAt[m.map()]));
            case Insn.LoadImm64 l when l.value() instanceof Imm64.MapValue m ->
                    new Insn.LoadImm64(l.dst(), new Imm64.MapValue(mapAt[m.map()], m.offset()));
            default -> insn;
        };
    }
}
