package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.abi.Errno;
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
import dev.xdpscope.engine.rewrite.KfuncAnswer;
import dev.xdpscope.engine.rewrite.KfuncBinding;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls a driver's kfuncs on descriptors, as a body and unrolled. */
final class KfuncRig {
    /** What a call leaves behind. */
    record Result(long r0, String out) {
        int errno() {
            return (int) r0;
        }
    }

    private static final int OUT = 16;
    private static final int ROOM = 256;
    private static final byte[] UNTOUCHED = HexFormat.of().parseHex("5a".repeat(OUT));

    private final ConfiguredNic setup;
    private final Memory memory = new Memory();
    private final Driver.State state;
    private final Region out;
    private final Region buffer;
    private final Region skb;
    private final Machine machine;
    private final Map<String, Executable> ready = new HashMap<>();

    KfuncRig(ConfiguredNic setup) {
        this.setup = setup;
        state = setup.driver().install(memory, setup.ringEntries());
        memory.store(state.context() + XdpBuff.RXQ, 8, state.rxq(), true);
        out = memory.add(Region.Spec.of(Region.Kind.STACK, "results", OUT, "").writable());
        buffer = memory.add(Region.Spec.of(Region.Kind.PACKET, "buffer", 4096, "").writable());
        skb = memory.add(
                Region.Spec.of(Region.Kind.KERNEL, "sk_buff", setup.driver().sizeOf("sk_buff").orElse(0), "sk_buff"));
        machine = new Machine(memory, KernelState.create(memory));
    }

    void prepare(int slot, Received received) {
        int frame = ROOM + received.prefix().length;
        buffer.put(ROOM, received.prefix());
        buffer.put(frame, received.frame());
        state.prepare(slot, received, buffer.address(frame));
        memory.store(state.context() + XdpBuff.DATA, 8, buffer.address(frame), true);
        memory.store(state.context() + XdpBuff.DATA_END, 8, buffer.address(frame + received.frame().length), true);
        memory.store(state.context() + XdpBuff.DATA_HARD_START, 8, buffer.address(0), true);
        memory.store(state.context() + XdpBuff.RXQ, 8, state.rxq(), true);
    }

    Driver.State state() {
        return state;
    }

    Memory memory() {
        return memory;
    }

    /** Calls the driver's function. Out arguments are 8 bytes apart. */
    Result body(String kfunc, int parameters) {
        Kfunc k = kfunc(kfunc, parameters);
        return run(ready.computeIfAbsent("body " + kfunc + parameters,
                key -> executable(bound(k, setup.body(k).orElseThrow()))));
    }

    /** Runs what the driver puts in place of the call; empty if it leaves the call. */
    Optional<Result> unrolled(String kfunc, int parameters) {
        Kfunc k = kfunc(kfunc, parameters);
        return setup.unroller(k) instanceof Unrolling.Replace replace
                ? Optional.of(run(ready.computeIfAbsent("unrolled " + kfunc + parameters,
                        key -> executable(
                                new KfuncExpansion(any -> Optional.of(replace.replacement())).apply(caller(k))))))
                : Optional.empty();
    }

    /** Requires that a mainline kfunc, called and unrolled, gives {@code expected} where {@code there}, else -ENODATA alone. */
    void requireMainline(String kfunc, int parameters, boolean there, String expected) {
        Result called = body(kfunc, parameters);
        assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno(), kfunc);
        assertEquals(there ? expected : Mlx5Reference.untouched(), called.out(), kfunc);
        assertEquals(Optional.of(called), unrolled(kfunc, parameters), kfunc);
    }

    /** Requires that a kfunc of the RFC, called and unrolled, gives {@code expected} and writes nothing. */
    void requireRfc(String kfunc, long expected) {
        Result called = body(kfunc, 1);
        assertEquals(new Result(expected, Mlx5Reference.untouched()), called, kfunc);
        assertEquals(Optional.of(called), unrolled(kfunc, 1), kfunc);
    }

    /** Runs the driver's sk_buff function on an empty sk_buff and gives its address, which is always the same. */
    long skb() {
        return skb(new byte[14]);
    }

    /** The same for a frame, of which the core has set length and type. */
    long skb(byte[] frame) {
        skb.clear(0, skb.size());
        set(skb, "len", frame.length - 14);
        set(skb, "protocol", frame[13] << 8 | frame[12] & 0xff);
        run(ready.computeIfAbsent("skb", key -> executable(
                bound(kfunc("build_skb", 2), setup.skb().orElseThrow()))),
                state.context(), skb.address(0));
        return skb.address(0);
    }

    private void set(Region skb, String field, long value) {
        var f = setup.driver().btf().field("sk_buff", field).orElseThrow();
        skb.write(f.byteOffset(), f.bitSize() / 8, value);
    }

    long read(String struct, String field, long address) {
        var f = setup.driver().btf().field(struct, field).orElseThrow();
        return memory.load(address + f.byteOffset(), f.bitSize() / 8, true);
    }

    private static Kfunc kfunc(String name, int parameters) {
        return new Kfunc(name, parameters, false, new Kfunc.Binding.Unbound());
    }

    private static Program bound(Kfunc kfunc, Program body) {
        return new KfuncBinding(called -> new KfuncAnswer.Body(body, "test")).apply(caller(kfunc));
    }

    private static Program caller(Kfunc kfunc) {
        return new Program("caller", "xdp", List.of(new Insn.CallKfunc(0, 0), new Insn.Exit()),
                List.of(Origin.source(0), Origin.source(1)), new TreeMap<>(),
                List.of(new ProgramFunction("caller", 0, 2, ProgramFunction.Kind.MAIN)), List.of(),
                new ArrayList<>(List.of(kfunc)));
    }

    private Executable executable(Program program) {
        return Executable.of(program, Maps.create(memory, program.maps(), 1),
                DriverCalls.addTo(Calls.none(), state.registers()));
    }

    private Result run(Executable code) {
        return run(code, state.context(), out.address(0), out.address(8));
    }

    private Result run(Executable code, long... arguments) {
        out.put(0, UNTOUCHED);
        machine.enter(code, 0, arguments);
        Interpreter.run(machine, 10_000);
        return switch (machine.outcome().orElseThrow(() -> new AssertionError("the code does not end"))) {
            case Outcome.Returned(long r0) -> new Result(r0, HexFormat.of().formatHex(out.bytes(0, OUT)));
            case Outcome.Faulted(var fault) -> throw new AssertionError(fault.toString());
        };
    }
}
