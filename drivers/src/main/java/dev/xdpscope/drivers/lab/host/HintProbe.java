package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.result.HintOutput;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.rewrite.KfuncAnswer;
import dev.xdpscope.engine.rewrite.KfuncBinding;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Outcome;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks the driver for every hint of a packet, by running the bodies of its mainline kfuncs on a machine of their own: what the
 * NIC offers, whether or not the program asks.
 */
public final class HintProbe {
    private static final long BUDGET = 1_000_000;

    private record Body(SimulatedHost host, Region first, Region second) {}

    private final Map<Hint, Body> bodies = new EnumMap<>(Hint.class);

    public HintProbe(ConfiguredNic setup, KernelSettings kernel, int slots, int longest) {
        for (Hint hint : Hint.values()) {
            Kfunc kfunc = new Kfunc(hint.kfunc(), hint.outputs() + 1, false, new Kfunc.Binding.Unbound());
            setup.body(kfunc).ifPresent(program -> bodies.put(hint,
                    body(bound(kfunc, program), setup, kernel, slots, longest)));
        }
    }

    private static Body body(Program program, ConfiguredNic setup, KernelSettings kernel, int slots,
            int longest) {
        SimulatedHost host = new SimulatedHost(program, setup, kernel, slots, 1, longest);
        Region.Spec out = Region.Spec.of(Region.Kind.STACK, "output", 8, "").writable();
        return new Body(host, host.machine().memory().add(out), host.machine().memory().add(out));
    }

    private static Program bound(Kfunc kfunc, Program body) {
        return new KfuncBinding(called -> new KfuncAnswer.Body(body, "the probe")).apply(caller(kfunc));
    }

    /** A program that only calls the kfunc: in a body of its own the driver's code has the kernel's access to memory. */
    private static Program caller(Kfunc kfunc) {
        return new Program("probe", "xdp", List.of(new Insn.CallKfunc(0, 0), new Insn.Exit()),
                List.of(Origin.source(0), Origin.source(1)), new TreeMap<>(),
                List.of(new ProgramFunction("probe", 0, 2, ProgramFunction.Kind.MAIN)), List.of(), List.of(kfunc));
    }

    public List<HintResult> ask(int slot, Received received) {
        return List.of(ask(Hint.RX_TIMESTAMP, slot, received), ask(Hint.RX_HASH, slot, received),
                ask(Hint.RX_VLAN_TAG, slot, received));
    }

    private HintResult ask(Hint hint, int slot, Received received) {
        Body body = bodies.get(hint);
        if (body == null) {
            return new HintResult(hint, Errno.EOPNOTSUPP.negative(), Map.of());
        }
        body.first.clear(0, 8);
        body.second.clear(0, 8);
        body.host.receive(slot, received);
        Executable code = body.host.executable();
        body.host.machine().enter(code, 0, body.host.context(), body.first.address(0), body.second.address(0));
        Interpreter.run(body.host.machine(), BUDGET);
        Outcome outcome = body.host.machine().outcome().orElseThrow(() -> broken(hint, "does not end"));
        return switch (outcome) {
            case Outcome.Faulted f -> throw broken(hint, "faults at " + f.fault());
            case Outcome.Returned r ->
                    new HintResult(hint, (int) r.r0(), (int) r.r0() == 0 ? values(hint, body) : Map.of());
        };
    }

    private static Map<String, Long> values(Hint hint, Body body) {
        Map<String, Long> values = new LinkedHashMap<>();
        List<Region> from = List.of(body.first, body.second);
        List<HintOutput> outputs = HintOutput.of(hint);
        for (int i = 0; i < outputs.size(); i++) {
            HintOutput output = outputs.get(i);
            values.put(output.name(), output.value(from.get(i).read(0, output.size())));
        }
        return values;
    }

    private static ProblemException broken(Hint hint, String what) {
        return new ProblemException(Place.NOWHERE.section("kfunc"), "the NIC's body of " + hint.kfunc() + " " + what,
                "Correct the NIC's hints.bpf.c and rebuild its object.");
    }
}
