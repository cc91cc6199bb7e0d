package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A linked program's instructions as the kernel wants them: file descriptors for its maps, type numbers of the kernel's BTF for
 * its kfuncs.
 */
final class KernelCode {
    private final Program program;
    private final List<KernelMap> maps;
    private final Supplier<Btf> types;

    private KernelCode(Program program, List<KernelMap> maps, Supplier<Btf> types) {
        this.program = program;
        this.maps = maps;
        this.types = types;
    }

    /**
     * @param maps in the order of the program's table
     * @param types the running kernel's; asked for only if there are kfuncs
     * @throws ProblemException if the kernel has not a kfunc that is called
     */
    static byte[] of(Program program, List<KernelMap> maps, Supplier<Btf> types) {
        KernelCode code = new KernelCode(program, maps, types);
        return Encoder.encode(program.code().subList(0, length(program)).stream().map(code::insn).toList());
    }

    /** The program's functions without the programs behind it that tail calls enter: those are loaded by themselves. */
    static List<ProgramFunction> functions(Program program) {
        return program.functions().stream().takeWhile(f -> f.kind() != ProgramFunction.Kind.TAIL_CALLED).toList();
    }

    /** How many slots of the program's code are its own. */
    static int length(Program program) {
        return functions(program).stream().mapToInt(ProgramFunction::end).max().orElse(program.code().size());
    }

    private Insn insn(Insn insn) {
        return switch (insn) {
            case Insn.LoadImm64(int dst, Imm64.MapFd(int map)) ->
                    new Insn.LoadImm64(dst, new Imm64.MapFd(maps.get(map).fd()));
            case Insn.LoadImm64(int dst, Imm64.MapValue(int map, int offset)) ->
                    new Insn.LoadImm64(dst, new Imm64.MapValue(maps.get(map).fd(), offset));
            case Insn.CallKfunc call -> new Insn.CallKfunc(function(program.kfuncs().get(call.id())), 0);
            default -> insn;
        };
    }

    private int function(Kfunc kfunc) {
        Btf btf = types.get();
        OptionalInt id = btf.named(kfunc.name()).stream().mapToInt(Integer::intValue)
                .filter(i -> btf.type(i) instanceof BtfType.Func).findFirst();
        return id.orElseThrow(() -> new ProblemException(Place.NOWHERE.section(program.section()),
                "the running kernel has no kfunc " + kfunc.name(), "Use a newer kernel, or leave the call out."));
    }
}
