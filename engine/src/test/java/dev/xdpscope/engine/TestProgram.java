package dev.xdpscope.engine;

import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Programs written in a test. */
public final class TestProgram {
    private TestProgram() {}

    public static Program of(String source, MapSpec... maps) {
        return of(source, List.of(), maps);
    }

    /** {@code call name} of one of {@code kfuncs} calls it. */
    public static Program of(String source, List<Kfunc> kfuncs, MapSpec... maps) {
        return of(Assembler.assemble(source, symbols(kfuncs, List.of(maps))), kfuncs, List.of(maps));
    }

    /** A user's program as an object would hold it. */
    public static Program of(List<Insn> code, List<Kfunc> kfuncs, List<MapSpec> maps) {
        List<Origin> origins = IntStream.range(0, code.size()).mapToObj(Origin::source).toList();
        return new Program("prog", "xdp", code, origins, new TreeMap<>(), functions(code), maps, kfuncs);
    }

    /** The same instructions, but as code of the kernel. */
    public static Program kernel(Program program) {
        List<Origin> origins = IntStream.range(0, program.code().size())
                .mapToObj(i -> new Origin(PassName.KFUNC_LINK, -1, -1, i, "a test")).toList();
        return new Program(program.name(), program.section(), program.code(), origins, program.lines(),
                program.functions(), program.maps(), program.kfuncs());
    }

    public static Kfunc kfunc(String name, Kfunc.Binding binding) {
        return new Kfunc(name, 1, false, binding);
    }

    /** The functions that local calls and callbacks begin. */
    private static List<ProgramFunction> functions(List<Insn> code) {
        TreeMap<Integer, String> starts = new TreeMap<>();
        starts.put(0, "prog");
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof Insn.CallLocal call) {
                starts.put(i + 1 + call.off(), "sub" + (i + 1 + call.off()));
            }
            if (code.get(i) instanceof Insn.LoadImm64(int dst, Imm64.Code(int off)) && i + 1 + off > 0) {
                starts.put(i + 1 + off, "sub" + (i + 1 + off));
            }
        }
        List<ProgramFunction> functions = new ArrayList<>();
        starts.forEach((at, name) -> functions.add(new ProgramFunction(name, at,
                Optional.ofNullable(starts.higherKey(at)).orElse(code.size()),
                at == 0 ? ProgramFunction.Kind.MAIN : ProgramFunction.Kind.SUBPROGRAM)));
        return functions;
    }

    private static Symbols symbols(List<Kfunc> kfuncs, List<MapSpec> maps) {
        return new Symbols() {
            @Override
            public OptionalLong value(String name) {
                return OptionalLong.empty();
            }

            @Override
            public OptionalInt map(String name) {
                return IntStream.range(0, maps.size()).filter(i -> maps.get(i).name().equals(name)).findFirst();
            }

            @Override
            public OptionalInt kfunc(String name) {
                return IntStream.range(0, kfuncs.size()).filter(i -> kfuncs.get(i).name().equals(name)).findFirst();
            }
        };
    }
}
