package dev.xdpscope.bench;

import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Machine;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A machine with a program of a million steps: arithmetic and stack traffic in a loop. */
final class LoopProgram {
    static final long STEPS = 1_000_002;

    private static final String SOURCE = """
            r1 = 125000
            loop: r2 += r1
            r2 ^= 0x5bd1e995
            *(u64 *)(r10 -8) = r2
            r3 = *(u64 *)(r10 -8)
            r3 >>= 7
            *(u32 *)(r10 -16) = r3
            r1 += -1
            if r1 != 0 goto loop
            exit
            """;

    final Machine machine;
    final Executable executable;

    LoopProgram() {
        Memory memory = new Memory();
        machine = new Machine(memory, KernelState.create(memory));
        List<Insn> code = Assembler.assemble(SOURCE, Symbols.NONE);
        List<Origin> origins = IntStream.range(0, code.size()).mapToObj(Origin::source).toList();
        Program program = new Program("loop", "xdp", code, origins, new TreeMap<>(),
                List.of(new ProgramFunction("loop", 0, code.size(), ProgramFunction.Kind.MAIN)), List.of(), List.of());
        executable = Executable.of(program, Maps.create(memory, List.of(), 1), Calls.none());
    }
}
