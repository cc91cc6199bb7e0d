package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Replacement;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Runs unrolled code in place of a call, in front of a descriptor in r1 and room for results in r2. */
final class UnrolledCode {
    static final int ROOM = 64;

    private final Memory memory = new Memory();
    private final Machine machine = new Machine(memory, KernelState.create(memory));
    private final Region descriptor =
            memory.add(Region.Spec.of(Region.Kind.DEVICE, "descriptor", ROOM, "").writable());
    private final Region results = memory.add(Region.Spec.of(Region.Kind.STACK, "results", ROOM, "").writable());

    /** What is in r0 at the end, with the descriptor at the address in r1, room in r2, and further arguments from r3. */
    long run(Replacement code, byte[] bytes, long... more) {
        descriptor.put(0, bytes);
        results.put(0, new byte[ROOM]);
        Kfunc kfunc = new Kfunc("test", 5, false, new Kfunc.Binding.Unbound());
        Program caller = new Program("caller", "xdp", List.of(new Insn.CallKfunc(0, 0), new Insn.Exit()),
                List.of(Origin.source(0), Origin.source(1)), new TreeMap<>(),
                List.of(new ProgramFunction("caller", 0, 2, ProgramFunction.Kind.MAIN)), List.of(), List.of(kfunc));
        Program program = new KfuncExpansion(any -> Optional.of(code)).apply(caller);
        long[] arguments = new long[2 + more.length];
        arguments[0] = descriptor.address(0);
        arguments[1] = results.address(0);
        System.arraycopy(more, 0, arguments, 2, more.length);
        machine.enter(Executable.of(program, Maps.create(memory, List.of(), 1), Calls.none()), 0, arguments);
        Interpreter.run(machine, 1000);
        return switch (machine.outcome().orElseThrow()) {
            case Outcome.Returned(long r0) -> r0;
            case Outcome.Faulted(var fault) -> throw new AssertionError(fault.toString());
        };
    }

    /** What the code has written. */
    byte[] results() {
        return results.bytes(0, ROOM);
    }
}
