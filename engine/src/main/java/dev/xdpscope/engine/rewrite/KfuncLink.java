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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Binds kfuncs. A body (driver C compiled to BPF) is appended to the program with its own subprograms, data and lines, so that
 * a call enters it like a subprogram and can be stepped through.
 */
public final class KfuncLink {
    private KfuncLink() {}

    /** {@code program} with more kfuncs at the end of its table. */
    static Program declare(Program program, List<Kfunc> kfuncs) {
        List<Kfunc> table = new ArrayList<>(program.kfuncs());
        table.addAll(kfuncs);
        return withKfuncs(program, table);
    }

    /** {@code program} with {@code kfunc} of its table bound to something that is not a body. */
    public static Program bind(Program program, int kfunc, Kfunc.Binding binding) {
        List<Kfunc> table = new ArrayList<>(program.kfuncs());
        table.set(kfunc, table.get(kfunc).bind(binding));
        return withKfuncs(program, table);
    }

    private static Program withKfuncs(Program program, List<Kfunc> table) {
        return new Program(program.name(), program.section(), program.code(), program.origins(), program.lines(),
                program.functions(), program.maps(), table, program.before());
    }

    /** {@code program} with {@code kfunc} of its table bound to {@code body}, which is appended. */
    public static Program bind(Program program, int kfunc, Program body, String why) {
        int entry = program.code().size();
        return bind(append(program, body, why), kfunc, new Kfunc.Binding.Body(body.name(), entry));
    }

    /** {@code program} with the functions of {@code body} appended; the entry is the former size of its code. */
    public static Program append(Program program, Program body, String why) {
        int base = program.code().size();
        List<MapSpec> maps = new ArrayList<>(program.maps());
        int[] mapAt = body.maps().stream().mapToInt(m -> place(maps, m)).toArray();
        int firstKfunc = program.kfuncs().size();

        List<Insn> code = new ArrayList<>(program.code());
        List<Origin> origins = new ArrayList<>(code.size() + body.code().size());
        for (int i = 0; i < code.size(); i++) {
            origins.add(program.origins().get(i).movedFrom(i));
        }
        for (int i = 0; i < body.code().size(); i++) {
            code.add(renumber(body.code().get(i), mapAt, firstKfunc));
            origins.add(new Origin(PassName.KFUNC_LINK, -1, -1, i, own(body, i).orElse(why)));
        }
        TreeMap<Integer, Line> lines = new TreeMap<>(program.lines());
        for (Map.Entry<Integer, Line> e : body.lines().entrySet()) {
            lines.put(base + e.getKey(), e.getValue());
        }
        List<ProgramFunction> functions = new ArrayList<>(program.functions());
        body.functions().forEach(f -> functions.add(
                new ProgramFunction(f.name(), base + f.start(), base + f.end(), ProgramFunction.Kind.KFUNC_BODY)));
        List<Kfunc> kfuncs = new ArrayList<>(program.kfuncs());
        body.kfuncs().forEach(k -> kfuncs.add(k.bind(k.binding() instanceof Kfunc.Binding.Body(String name, int entry)
                ? new Kfunc.Binding.Body(name, base + entry) : new Kfunc.Binding.Native())));
        return new Program(program.name(), program.section(), code, origins, lines, functions, maps, kfuncs,
                Optional.of(program));
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
