package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.PastXdp;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.NetworkNamespace;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs scenarios in the running kernel too, and compares what that gives with what they give here. */
public final class KernelCheck {
    private final Kernel kernel;

    public KernelCheck(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Checks one scenario. Nothing stays in the kernel.
     *
     * @throws ProblemException if the scenario itself cannot be run
     */
    public Checked check(Scenario scenario) {
        Scenario bare = withoutPast(scenario);
        ScenarioRecording recording = Lab.run(bare);
        Program linked = recording.program().after(PassName.RELOCATION);
        List<String> obstacles = Obstacles.of(bare, recording.setup(), linked, kernel.types());
        if (!obstacles.isEmpty()) {
            return new Checked.Skipped(obstacles);
        }
        return NetworkNamespace.run(() -> run(scenario, recording, linked, Optional.empty()),
                refused -> run(scenario, recording, linked, Optional.of(refused.toString())));
    }

    private Checked run(Scenario scenario, ScenarioRecording recording, Program linked, Optional<String> outside) {
        try (KernelSession session = new KernelSession(kernel, scenario, recording, linked, outside)) {
            return session.run();
        }
    }

    /** How many programs of a scenario are loaded. */
    public static int programs(Scenario scenario) {
        BpfObject object = BpfObject.read(scenario.program().object());
        Program main = object.link(ProgramChoice.of(object, scenario.program().name()),
                Optional.empty());
        long tailCalled = main.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.TAIL_CALLED).count();
        return (int) (1 + tailCalled + attached(scenario).count());
    }

    /** The programs past the driver. */
    static Stream<Receiver.Attached> attached(Scenario scenario) {
        return Stream.concat(scenario.past().receivers().stream().flatMap(r -> r.attached().stream()),
                scenario.past().tc().stream());
    }

    /** A test run ends with the verdict, so that here, too, nothing may run past it. */
    private static Scenario withoutPast(Scenario s) {
        List<Receiver> receivers = s.past().receivers().stream().map(KernelCheck::withoutProgram).toList();
        return s.with(Change.past(new PastXdp(receivers, Optional.empty(), false)));
    }

    private static Receiver withoutProgram(Receiver receiver) {
        return switch (receiver) {
            case Receiver.Cpu c -> new Receiver.Cpu(c.place(), c.at(), c.queueSize(), Optional.empty());
            case Receiver.Device d ->
                    new Receiver.Device(d.place(), d.entry(), d.ifindex(), d.frags(), Optional.empty());
            case Receiver.Pair p -> new Receiver.Pair(p.place(), p.entry(), p.ifindex(), p.nic(), p.revision(),
                    p.configuration(), Optional.empty(), p.design());
            case Receiver.Socket s -> s;
        };
    }
}
