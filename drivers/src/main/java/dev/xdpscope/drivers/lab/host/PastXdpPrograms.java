package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.prepare.KernelCalls;
import dev.xdpscope.drivers.lab.prepare.KnownKfuncs;
import dev.xdpscope.drivers.lab.prepare.ObjectCache;
import dev.xdpscope.drivers.lab.prepare.Preparation;
import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.nic.DriverCalls;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.tc.SkbLayout;
import dev.xdpscope.engine.tc.TcHelpers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes the programs past the driver ready to run, in the memory of a bench and with the maps that they share. */
public final class PastXdpPrograms {
    private final SimulatedHost host;
    private final ConfiguredNic setup;
    private final KernelSettings kernel;
    private final ObjectCache objects;
    private final List<Executable> all = new ArrayList<>();

    PastXdpPrograms(SimulatedHost host, ConfiguredNic setup, KernelSettings kernel, ObjectCache objects) {
        this.host = host;
        this.setup = setup;
        this.kernel = kernel;
        this.objects = objects;
        all.add(host.executable());
    }

    /** All that were made ready, the bench's own first. */
    List<Executable> all() {
        return List.copyOf(all);
    }

    /**
     * A program for a map entry: it has no device, and so no kfuncs.
     *
     * @param kind {@code cpumap} or {@code devmap}: what its section must say, so that the kernel takes it for such an entry
     */
    Executable onFrame(Receiver.Attached attached, String kind) {
        BpfObject object = objects.get(attached.object());
        String name = ProgramChoice.of(object, attached.program(), s -> onFrame(s, kind), "xdp/" + kind);
        return inObject(object,
                () -> xdp(Preparation.unbound().apply(link(object, name, setup, KnownKfuncs::simulated))));
    }

    /** The XDP program of a pair's receiving end. */
    Executable peer(Receiver.Attached attached, ConfiguredNic peer, Driver.State driver, AccessDesign design) {
        BpfObject object = objects.get(attached.object());
        String name = ProgramChoice.of(object, attached.program());
        return inObject(object, () -> ready(Preparation.inDriver(peer, design, kernel)
                .apply(link(object, name, peer, kfunc -> KnownKfuncs.exist(kfunc, peer))),
                DriverCalls.addTo(KernelCalls.of(kernel), driver.registers())));
    }

    /** The program at tc ingress. */
    Executable tc(Receiver.Attached attached) {
        BpfObject object = objects.get(attached.object());
        String name = ProgramChoice.of(object, attached.program(), PastXdpPrograms::onSkb, "tc");
        SkbLayout layout = host.skb();
        Calls calls = TcHelpers.addTo(BaseHelpers.addTo(Calls.none()), layout);
        return inObject(object,
                () -> ready(Preparation.onSkb(layout).apply(link(object, name, setup, KnownKfuncs::simulated)), calls));
    }

    /**
     * A program that runs past the driver, without a place to run it.
     *
     * @return empty if {@code wanted} is none, or no program of the object
     */
    public static Optional<Program> prepare(BpfObject object, Optional<String> wanted, ConfiguredNic setup) {
        Optional<ObjectFunction> program =
                object.programs().stream().filter(p -> wanted.filter(p.name()::equals).isPresent()).findFirst();
        return program.filter(p -> onSkb(p.definition()) || onFrame(p.definition(), "(cpumap|devmap)"))
                .map(p -> inObject(object, () -> {
                    Program linked = link(object, p.name(), setup, KnownKfuncs::simulated);
                    return onSkb(p.definition())
                            ? Preparation.onSkb(SkbArea.install(new Memory(), setup.driver().btf())).apply(linked)
                            : Preparation.unbound().apply(linked);
                }));
    }

    private static boolean onFrame(String section, String kind) {
        return section.matches("xdp(\\.frags)?/" + kind);
    }

    private static boolean onSkb(String section) {
        return section.startsWith("tc") || section.startsWith("classifier") || section.startsWith("action");
    }

    private static Program link(BpfObject object, String name, ConfiguredNic types, Predicate<String> kfuncs) {
        return object.link(name, Optional.of(types.driver().btf()), kfuncs);
    }

    private Executable xdp(Program program) {
        return ready(program, KernelCalls.of(kernel));
    }

    private Executable ready(Program program, Calls calls) {
        List<BpfMap> known = all.stream().flatMap(e -> e.maps().all().stream()).toList();
        Maps maps = Maps.create(host.machine().memory(), program.maps(), kernel.cpus(), known);
        Executable executable = Executable.of(program, maps, calls);
        all.add(executable);
        return executable;
    }

    private static <T> T inObject(BpfObject object, Supplier<T> made) {
        try {
            return made.get();
        } catch (ProblemException e) {
            throw e.place().file().isPresent() ? e : e.at(e.place().in(object.name()));
        }
    }
}
