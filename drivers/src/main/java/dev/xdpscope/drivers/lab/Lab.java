package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.lab.host.GroTable;
import dev.xdpscope.drivers.lab.host.HintProbe;
import dev.xdpscope.drivers.lab.host.JourneyRecorder;
import dev.xdpscope.drivers.lab.host.PastXdpPrograms;
import dev.xdpscope.drivers.lab.host.RedirectJourney;
import dev.xdpscope.drivers.lab.host.SimulatedHost;
import dev.xdpscope.drivers.lab.host.SocketJourney;
import dev.xdpscope.drivers.lab.host.StackJourney;
import dev.xdpscope.drivers.lab.host.Targets;
import dev.xdpscope.drivers.lab.prepare.BufferCheck;
import dev.xdpscope.drivers.lab.prepare.KnownKfuncs;
import dev.xdpscope.drivers.lab.prepare.LoadingCheck;
import dev.xdpscope.drivers.lab.prepare.ObjectCache;
import dev.xdpscope.drivers.lab.prepare.Preparation;
import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.result.BufferLengths;
import dev.xdpscope.drivers.lab.result.EventLog;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.lab.result.SkbPath;
import dev.xdpscope.drivers.lab.scenario.DescriptorFile;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hardware;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.packet.Captures;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.drivers.rx.Imported;
import dev.xdpscope.drivers.rx.SkbBuild;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.rewrite.BodyLink;
import dev.xdpscope.engine.run.Outcome;
import dev.xdpscope.engine.xdp.XdpAction;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs scenarios. */
public final class Lab {
    /** CLOCK_MONOTONIC when the first packet arrives: an hour after boot. */
    private static final long UPTIME = 3_600_000_000_000L;

    /** Nanoseconds from a packet's arrival to the start of the program. */
    private static final long LATENCY = 5_000;

    /** TAI is ahead of UTC by this since 2017. */
    private static final long LEAP = 37_000_000_000L;

    private final Scenario scenario;
    private final ConfiguredNic setup;
    private final Program program;
    private final int skbEntry;
    private final List<Packet> packets;
    private final List<byte[]> descriptors;
    private final Hardware hardware;
    private final ObjectCache objects;
    private final GroTable gro;

    private Lab(Scenario scenario) {
        this.scenario = scenario;
        this.setup = Nics.load(scenario.nic().name()).configure(scenario.nic().revision(),
                scenario.nic().configuration());
        this.objects = new ObjectCache(scenario.kernel().loading().configuration());
        this.gro = new GroTable(scenario.past().gro());
        Program prepared = prepare(scenario, setup, objects.get(scenario.program().object()));
        this.skbEntry = prepared.code().size();
        this.program =
                setup.skb().map(skb -> new BodyLink(skb, "the driver's sk_buff path").apply(prepared)).orElse(prepared);
        this.packets = Captures.read(scenario.packets().capture(), scenario.packets().limit()).packets();
        this.hardware = setup.hardware(scenario.kernel().clock(),
                packets.isEmpty() ? 0 : packets.getFirst().timestampNanos());
        this.descriptors = scenario.packets().descriptors().map(DescriptorFile::read).orElse(List.of());
        if (scenario.packets().descriptors().isPresent() && descriptors.size() < packets.size()) {
            throw new ProblemException(Place.of(scenario.packets().descriptors().get()),
                    "there are " + descriptors.size()
                            + " descriptors for " + packets.size() + " packets",
                    "Give one line for each packet, or limit the packets.");
        }
    }

    /**
     * Runs a scenario.
     *
     * @throws ProblemException if any of its files or settings cannot be used
     */
    public static ScenarioRecording run(Scenario scenario) {
        return new Lab(scenario).run();
    }

    /**
     * The program of a scenario as it would run, without running it: in a driver, or past it where its section says so.
     *
     * @throws ProblemException if any of its files or settings cannot be used
     */
    public static Program prepare(Scenario scenario, ConfiguredNic setup) {
        BpfObject object = BpfObject.read(scenario.program().object(), scenario.kernel().loading().configuration());
        return PastXdpPrograms.prepare(object, scenario.program().name(), setup)
                .orElseGet(() -> prepare(scenario, setup, object));
    }

    private static Program prepare(Scenario scenario, ConfiguredNic setup, BpfObject object) {
        Program linked =
                object.link(ProgramChoice.of(object, scenario.program().name()), Optional.of(setup.driver().btf()),
                        kfunc -> KnownKfuncs.exist(kfunc, setup));
        try {
            LoadingCheck.check(linked, object.license(), scenario.kernel().loading());
            BufferCheck.inProgArrays(linked, object);
            return Preparation.inDriver(setup, scenario.program().design(), scenario.kernel()).apply(linked);
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    private ScenarioRecording run() {
        int longest = packets.stream().mapToInt(p -> p.bytes().length).max().orElse(0);
        checkBuffers(longest);
        int ring = setup.ringEntries();
        int slots = Math.clamp(packets.size(), 1, ring);
        SimulatedHost host = host(ring, slots, longest);
        Targets targets = new Targets(scenario, setup, host, objects);
        HintProbe probe = new HintProbe(setup, scenario.kernel(), ring, longest);
        Recorder recorder = new Recorder(host.machine(), scenario.kernel().budget());
        List<Received> received = descriptors.isEmpty() ? hardware.receive(packets)
                : IntStream.range(0, packets.size()).mapToObj(this::recorded).toList();
        List<PacketResult> results = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            results.add(packet(i, received.get(i), ring, host, targets, probe, recorder));
        }
        Recording recording = recorder.finish();
        SkbPath skbs = new SkbPath(setup, program, recording, host.skb());
        List<PacketResult> complete = results.stream().map(r -> withSkb(r, skbs)).toList();
        EventLog log = new EventLog(recording, setup.metadata());
        complete.forEach(log::packet);
        return new ScenarioRecording(scenario, setup, program, recording, complete, log.events(),
                new ScenarioRecording.Addresses(host.context(), host.skb().address()), targets.executables());
    }

    private void checkBuffers(int longest) {
        try {
            BufferCheck.check(program, setup, longest);
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    /** What is wrong with the program's maps shows here. */
    private SimulatedHost host(int ring, int slots, int longest) {
        try {
            int front = setup.prefix().map(Layout::size).orElse(0);
            return new SimulatedHost(program, setup, scenario.kernel(), ring, slots, longest,
                    Targets.zeroCopy(scenario, front + longest));
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    private static ProblemException inObject(ProblemException e, Scenario scenario) {
        return e.place().file().isPresent() ? e : e.at(e.place().in(scenario.program().object()));
    }

    private PacketResult packet(int sequence, Received received, int ring, SimulatedHost host, Targets targets,
            HintProbe probe,
            Recorder recorder) {
        Packet packet = packets.get(sequence);
        int slot = sequence % ring;
        long arrival = packet.timestampNanos() + LATENCY;
        host.receive(slot, received);
        List<Integer> before = BufferLengths.of(host.xdp());
        host.clock(UPTIME + arrival - packets.getFirst().timestampNanos(), arrival + LEAP);
        Run run = recorder.run(Stage.XDP, host.executable(), 0, host.context());

        XdpBuff xdp = host.xdp();
        XdpAction verdict = run.outcome() instanceof Outcome.Returned r ? XdpAction.of(r.r0()) : XdpAction.XDP_ABORTED;
        byte[] metadata = xdp.metaUnsupported() ? new byte[0] : xdp.bytes(xdp.dataMeta(), xdp.data());
        byte[] frame = xdp.packet().read();
        List<Integer> after = BufferLengths.of(xdp);
        Optional<String> redirect = redirect(host, verdict);
        List<HintResult> hints = probe.ask(slot, received);
        JourneyRecorder journey = new JourneyRecorder(host.machine(), recorder, run);
        RedirectJourney onward = new RedirectJourney(journey, host, targets, gro,
                new SocketJourney.Arrival(packet, hints, arrival + LEAP));
        follow(verdict, host, journey, onward, xdp, frame);
        return new PacketResult(packet, received, slot, verdict,
                run.outcome() instanceof Outcome.Returned r ? r.r0() : 0, redirect, hints, metadata, frame,
                new BufferLengths(before, after),
                onward.stack().skb().map(b -> new Skb(List.of(), b.metadata(), b.frame())), run,
                onward.stack().skb().map(StackJourney.Built::run),
                run.outcome() instanceof Outcome.Faulted f ? Optional.of(f.fault()) : Optional.empty(), journey.hops());
    }

    /** Bytes of the program's metadata that the driver's sk_buff has. */
    private int kept(XdpBuff xdp) {
        return setup.metadata().kind() == MetadataFate.Kind.KEPT ? xdp.metaLength() : 0;
    }

    private void follow(XdpAction verdict, SimulatedHost host, JourneyRecorder journey, RedirectJourney onward,
            XdpBuff xdp, byte[] frame) {
        switch (verdict) {
            case XDP_PASS ->
                    pass(host, journey, xdp, frame, onward).ifPresent(run -> onward.stack().received(run, xdp.packet(),
                            kept(xdp), true));
            case XDP_REDIRECT -> onward.redirected(xdp, host.executable(), host.device());
            case XDP_TX -> journey.add(new Hop.Transmitted(journey.now(), "the NIC that received it",
                    RedirectJourney.unseen(xdp.metaLength())));
            case XDP_DROP -> journey.end(Stage.XDP, "dropped: the buffer goes back to the driver");
            case XDP_ABORTED -> journey.end(Stage.XDP, "dropped: the tracepoint xdp_exception tells");
        }
    }

    private Received recorded(int sequence) {
        try {
            return hardware.receive(packets.get(sequence), sequence, descriptors.get(sequence));
        } catch (ProblemException e) {
            throw e.at(Place.of(scenario.packets().descriptors().orElseThrow()).section("line " + (sequence + 1)));
        }
    }

    /** The run of the driver's sk_buff path; empty if the NIC has none and nobody waits for an sk_buff. */
    private Optional<Run> pass(SimulatedHost host, JourneyRecorder journey, XdpBuff xdp, byte[] frame,
            RedirectJourney onward) {
        boolean driver = setup.skb().isPresent();
        if (!driver && scenario.past().tc().isEmpty()) {
            return Optional.empty();
        }
        journey.first(Stage.SKB);
        SkbBuild.start(host.skb(), frame, host.device(), host.ifindex(host.device()));
        SkbBuild.frags(host.skb(), xdp.frags(), xdp.length() - xdp.linear());
        List<Imported> stored = kept(xdp) == xdp.metaLength() ? host.hints().passed(xdp) : List.of();
        SkbBuild.take(host.skb(), stored);
        onward.stack().imported(stored);
        return Optional.of(driver
                ? journey.run(host.executable(), skbEntry, Stage.SKB, host.context(), host.skb().address())
                : journey.moment(Stage.SKB));
    }

    private static Optional<String> redirect(SimulatedHost host, XdpAction verdict) {
        if (verdict != XdpAction.XDP_REDIRECT) {
            return Optional.empty();
        }
        long key = host.machine().kernel().redirectKey();
        Optional<BpfMap> map =
                host.executable().maps().at(host.machine().memory(), host.machine().kernel().redirectMap());
        return Optional.of(map.map(m -> "map " + m.spec().name() + ", key " + key).orElse("ifindex " + key));
    }

    private static PacketResult withSkb(PacketResult r, SkbPath skbs) {
        Optional<Skb> skb = r.skb().map(s -> new Skb(skbs.fields(r), s.metadata(), s.data()));
        return new PacketResult(r.packet(), r.received(), r.slot(), r.verdict(), r.r0(), r.redirect(), r.driverHints(),
                r.metadata(), r.frame(), r.buffers(), skb, r.program(), r.skbRun(), r.fault(), r.hops());
    }
}
