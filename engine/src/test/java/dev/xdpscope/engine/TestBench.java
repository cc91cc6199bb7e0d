package dev.xdpscope.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.dynptr.DynptrCalls;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import dev.xdpscope.engine.xdp.XdpHelpers;
import java.util.Optional;

/** A machine with a program in it and whatever memory a test adds. */
public final class TestBench {
    /** The most instructions a run may take. */
    public static final int BUDGET = 100_000;

    public static final int CPUS = 4;

    private final Memory memory = new Memory();
    private final Machine machine;
    private final Maps maps;
    private final Executable executable;

    private TestBench(Program program, Calls calls) {
        machine = new Machine(memory, KernelState.create(memory));
        maps = Maps.create(memory, program.maps(), CPUS);
        executable = Executable.of(program, maps, calls);
    }

    /** With all helpers. */
    public static TestBench of(Program program) {
        return of(program, helpers());
    }

    public static TestBench of(Program program, Calls calls) {
        return new TestBench(program, calls);
    }

    /** A program without maps and kfuncs. */
    public static TestBench of(String source) {
        return of(TestProgram.of(source));
    }

    public static Calls helpers() {
        return DynptrCalls.addTo(XdpHelpers.addTo(BaseHelpers.addTo(Calls.none())));
    }

    public static MapSpec map(String name, int type, int keySize, int valueSize, int maxEntries) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, 0, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** A writable region of device memory. */
    public Region region(String name, int size) {
        return region(Region.Spec.of(Region.Kind.DEVICE, name, size, "").writable());
    }

    public Region region(Region.Spec spec) {
        return memory.add(spec);
    }

    public Memory memory() {
        return memory;
    }

    public Machine machine() {
        return machine;
    }

    public Executable executable() {
        return executable;
    }

    public BpfMap map(int index) {
        return maps.get(index);
    }

    /** Runs from the first instruction until the end or {@link #BUDGET}. */
    public Optional<Outcome> run(long... arguments) {
        machine.enter(executable, 0, arguments);
        Interpreter.run(machine, BUDGET);
        return machine.outcome();
    }

    /** What the program returns. */
    public long r0(long... arguments) {
        return assertInstanceOf(Outcome.Returned.class, run(arguments).orElseThrow()).r0();
    }

    /** How the program faults. */
    public Fault fault(long... arguments) {
        return assertInstanceOf(Outcome.Faulted.class, run(arguments).orElseThrow()).fault();
    }
}
