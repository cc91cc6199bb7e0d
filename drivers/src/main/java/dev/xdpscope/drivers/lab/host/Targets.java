package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.prepare.BufferCheck;
import dev.xdpscope.drivers.lab.prepare.ObjectCache;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.run.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The receivers of a scenario in one simulated memory: their programs made ready, the redirect maps filled. */
public final class Targets {
    private final SimulatedHost host;
    private final PastXdpPrograms programs;
    private final List<Target> targets = new ArrayList<>();
    private final Optional<Executable> tc;
    private final Optional<Btf> types;

    /**
     * @param setup the NIC that receives first: its types are those of the kernel
     * @throws ProblemException if a receiver cannot be as it is declared
     */
    public Targets(Scenario scenario, ConfiguredNic setup, SimulatedHost host, ObjectCache objects) {
        this.host = host;
        this.programs = new PastXdpPrograms(host, setup, scenario.kernel(), objects);
        this.types = objects.get(scenario.program().object()).btf();
        scenario.past().receivers().forEach(r -> targets.add(target(r)));
        this.tc = scenario.past().tc().map(programs::tc);
        RedirectMaps maps = new RedirectMaps(programs.all(), scenario.kernel());
        scenario.past().receivers().forEach(maps::fill);
    }

    private Target target(Receiver receiver) {
        Memory memory = host.machine().memory();
        return switch (receiver) {
            case Receiver.Cpu cpu -> new Target.Cpu(cpu,
                    cpu.program().map(p -> Station.cpumap(memory, onFrame(receiver, p))));
            case Receiver.Device device -> {
                long netDevice = Station.device(memory, device.ifindex());
                yield new Target.Device(device, netDevice,
                        device.egress().map(p -> Station.devmap(memory, onFrame(receiver, p), netDevice)));
            }
            case Receiver.Pair pair -> pair(pair, memory);
            case Receiver.Socket socket -> new Target.Socket(socket, umem(socket, memory), types);
        };
    }

    private Executable onFrame(Receiver receiver, Receiver.Attached attached) {
        Executable entry = programs.onFrame(attached, receiver.mapKind());
        BufferCheck.inMap(entry.program(), host.executable().program(), receiver.place());
        return entry;
    }

    private Target pair(Receiver.Pair pair, Memory memory) {
        ConfiguredNic peer;
        try {
            peer = Nics.load(pair.nic()).configure(pair.revision(), pair.configuration());
        } catch (ProblemException e) {
            throw e.place().file().isPresent() ? e : e.at(pair.place());
        }
        Driver.State driver = peer.driver().install(memory, 1);
        int size = peer.driver().sizeOf(peer.driver().contextType()).orElseThrow();
        return new Target.Pair(pair, peer, driver,
                pair.program().map(p -> Station.peer(programs.peer(p, peer, driver, pair.design()), driver, size)));
    }

    /** A queue has one UMEM for zero copy, which is the one that the NIC receives into. */
    private Umem umem(Receiver.Socket socket, Memory memory) {
        SocketJourney.registration(socket).ifPresent(refusal -> {
            throw new ProblemException(socket.place(), refusal.why() + " (-EINVAL)", "Correct reply.metadata.");
        });
        if (!socket.umem().zeroCopy()) {
            return Umem.install(memory, socket.umem());
        }
        return host.umem().filter(u -> u.spec().equals(socket.umem())).orElseThrow(() -> new ProblemException(
                socket.place(), "the receive queue already has another UMEM for zero copy",
                "Give all zero-copy sockets the same chunk, headroom and chunks."));
    }

    /**
     * The UMEM that the NIC receives into, if a socket is for zero copy.
     *
     * @param longest bytes of the longest packet, with what the NIC writes in front of it
     * @throws ProblemException if a packet is too long for a chunk
     */
    public static Optional<Umem.Spec> zeroCopy(Scenario scenario, int longest) {
        Optional<Receiver.Socket> socket = scenario.past().receivers().stream()
                .filter(Receiver.Socket.class::isInstance).map(Receiver.Socket.class::cast)
                .filter(s -> s.umem().zeroCopy()).findFirst();
        socket.filter(s -> longest > s.umem().frame()).ifPresent(s -> {
            throw new ProblemException(s.place(), "a packet of " + longest + " bytes does not fit into a chunk: "
                    + s.umem().frame() + " bytes are left of it",
                    "Take larger chunks, less headroom or fewer packets.");
        });
        return socket.map(Receiver.Socket::umem);
    }

    /** The receiver under {@code key} of a redirect map. */
    Optional<Target> at(BpfMap map, long key) {
        return targets.stream().filter(t -> t.receiver().entry()
                .filter(e -> e.map().equals(map.spec().name()) && e.key() == key).isPresent()).findFirst();
    }

    /** The device of that number. */
    Optional<Target> device(long ifindex) {
        return targets.stream()
                .filter(t -> t.receiver().device().isPresent() && t.receiver().device().getAsInt() == ifindex)
                .findFirst();
    }

    /** The program at tc ingress. */
    Optional<Executable> tc() {
        return tc;
    }

    /** All that may run, the scenario's own program first. */
    public List<Executable> executables() {
        return programs.all();
    }
}
