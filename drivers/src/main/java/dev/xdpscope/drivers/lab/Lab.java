package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.nic.Hardware;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.nic.Setup;
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
import dev.xdpscope.engine.rewrite.KfuncLink;
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

    /** The ring's size where the NIC has no switch for it. */
    private static final int RING = 64;

    private final Scenario scenario;
    private final Setup setup;
    private final Program program;
    private final int skbEntry;
    private final List<Packet> packets;
    private final List<byte[]> descriptors;
    private final Hardware hardware;
    private final Objects objects;
    private final GroTable gro;

    private Lab(Scenario scenario) {
        this.scenario = scenario;
        this.setup = Nics.load(scenario.nic()).configure(scenario.revision(), scenario.configuration());
        this.objects = new Objects(scenario.kernel().loading().configuration());
        this.gro = new GroTable(scenario.past().gro());
        Program prepared = prepare(scenario, setup, objects.get(scenario.object()));
        this.skbEntry = prepared.code().size();
        this.program =
                setup.skb().map(skb -> KfuncLink.append(prepared, skb, "the driver's sk_buff path")).orElse(prepared);
        this.packets = Captures.read(scenario.capture(), scenario.limit()).packets();
        this.hardware = setup.hardware(scenario.kernel().clock(),
                packets.isEmpty() ? 0 : packets.getFirst().timestampNanos());
        this.descriptors = scenario.descriptors().map(DescriptorFile::read).orElse(List.of());
        if (scenario.descriptors().isPresent() && descriptors.size() < packets.size()) {
            throw new ProblemException(Place.of(scenario.descriptors().get()), "there are " + descriptors.size()
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
    public static Program prepare(Scenario scenario, Setup setup) {
        BpfObject object = BpfObject.read(scenario.object(), scenario.kernel().loading().configuration());
        return PastPrograms.prepare(object, scenario.program(), setup)
                .orElseGet(() -> prepare(scenario, setup, object));
    }

    private static Program prepare(Scenario scenario, Setup setup, BpfObject object) {
        Program linked = object.link(ProgramChoice.of(object, scenario.program()), Optional.of(setup.driver().btf()),
                kfunc -> Preparation.exists(kfunc, setup));
        try {
            LoadingCheck.check(linked, object.license(), scenario.kernel().loading());
            BufferCheck.inProgArrays(linked, object);
            return Preparation.prepare(linked, setup, scenario.design(), scenario.kernel());
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    private ScenarioRecording run() {
        int longest = packets.stream().mapToInt(p -> p.bytes().length).max().orElse(0);
        checkBuffers(longest);
        int ring = ring();
        int slots = Math.clamp(packets.size(), 1, ring);
        Bench bench = bench(ring, slots, longest);
        Targets targets = new Targets(scenario, setup, bench, objects);
        HintProbe probe = new HintProbe(setup, scenario.kernel(), ring, longest);
        Recorder recorder = new Recorder(bench.machine(), scenario.kernel().budget());
        List<Received> received = descriptors.isEmpty() ? hardware.receive(packets)
                : IntStream.range(0, packets.size()).mapToObj(this::recorded).toList();
        List<PacketResult> results = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            results.add(packet(i, received.get(i), ring, bench, targets, probe, recorder));
        }
        Recording recording = recorder.finish();
        SkbPath skbs = new SkbPath(setup, program, recording, bench.skb());
        List<PacketResult> complete = results.stream().map(r -> withSkb(r, skbs)).toList();
        EventLog log = new EventLog(recording, setup.metadata());
        complete.forEach(log::packet);
        return new ScenarioRecording(scenario, setup, program, recording, complete, log.events(),
                new ScenarioRecording.Addresses(bench.context(), bench.skb().address()), targets.executables());
    }

    private void checkBuffers(int longest) {
        try {
            BufferCheck.check(program, setup, longest);
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    /** What is wrong with the program's maps shows here. */
    private Bench bench(int ring, int slots, int longest) {
        try {
            int front = setup.prefix().map(Layout::size).orElse(0);
            return new Bench(program, setup, scenario.kernel(), ring, slots, longest,
                    Targets.zeroCopy(scenario, front + longest));
        } catch (ProblemException e) {
            throw inObject(e, scenario);
        }
    }

    private static ProblemException inObject(ProblemException e, Scenario scenario) {
        return e.place().file().isPresent() ? e : e.at(e.place().in(scenario.object()));
    }

    private int ring() {
        String entries = setup.settings().get("ring");
        return entries == null ? RING : Integer.parseInt(entries);
    }

    private PacketResult packet(int sequence, Received received, int ring, Bench bench, Targets targets,
            HintProbe probe,
            Recorder recorder) {
        Packet packet = packets.get(sequence);
        int slot = sequence % ring;
        long arrival = packet.timestampNanos() + LATENCY;
        bench.receive(slot, received);
        List<Integer> before = Pieces.of(bench.xdp());
        bench.clock(UPTIME + arrival - packets.getFirst().timestampNanos(), arrival + LEAP);
        Run run = recorder.run(Coordinate.Part.PROGRAM.toString(), bench.executable(), 0, bench.context());

        XdpBuff xdp = bench.xdp();
        XdpAction verdict = run.outcome() instanceof Outcome.Returned r ? XdpAction.of(r.r0()) : XdpAction.XDP_ABORTED;
        byte[] metadata = xdp.metaUnsupported() ? new byte[0] : xdp.bytes(xdp.dataMeta(), xdp.data());
        byte[] frame = xdp.packet().read();
        List<Integer> after = Pieces.of(xdp);
        Optional<String> redirect = redirect(bench, verdict);
        List<HintResult> hints = probe.ask(slot, received);
        Way way = new Way(bench.machine(), recorder, run);
        Onward onward = new Onward(way, bench, targets, gro, new Delivery.Arrival(packet, hints, arrival + LEAP));
        follow(verdict, bench, way, onward, xdp, frame);
        return new PacketResult(packet, received, slot, verdict,
                run.outcome() instanceof Outcome.Returned r ? r.r0() : 0, redirect, hints, metadata, frame,
                new Pieces(before, after),
                onward.upward().skb().map(b -> new Skb(List.of(), b.metadata(), b.frame())), run,
                onward.upward().skb().map(Upward.Built::run),
                run.outcome() instanceof Outcome.Faulted f ? Optional.of(f.fault()) : Optional.empty(), way.hops());
    }

    /** Bytes of the program's metadata that the driver's sk_buff has. */
    private int kept(XdpBuff xdp) {
        return setup.metadata().kind() == MetadataFate.Kind.KEPT ? xdp.metaLength() : 0;
    }

    private void follow(XdpAction verdict, Bench bench, Way way, Onward onward, XdpBuff xdp, byte[] frame) {
        switch (verdict) {
            case XDP_PASS ->
                    pass(bench, way, xdp, frame, onward).ifPresent(run -> onward.upward().received(run, xdp.packet(),
                            kept(xdp), true));
            case XDP_REDIRECT -> onward.redirected(xdp, bench.executable(), bench.device());
            case XDP_TX -> way.add(new Hop.Transmitted(way.now(), "the NIC that received it",
                    Onward.unseen(xdp.metaLength())));
            case XDP_DROP -> way.end(Stage.XDP, "dropped: the buffer goes back to the driver");
            case XDP_ABORTED -> way.end(Stage.XDP, "dropped: the tracepoint xdp_exception tells");
        }
    }

    private Received recorded(int sequence) {
        try {
            return hardware.receive(packets.get(sequence), sequence, descriptors.get(sequence));
        } catch (ProblemException e) {
            throw e.at(Place.of(scenario.descriptors().orElseThrow()).section("line " + (sequence + 1)));
        }
    }

    /** The run of the driver's sk_buff path; empty if the NIC has none and nobody waits for an sk_buff. */
    private Optional<Run> pass(Bench bench, Way way, XdpBuff xdp, byte[] frame, Onward onward) {
        boolean driver = setup.skb().isPresent();
        if (!driver && scenario.past().tc().isEmpty()) {
            return Optional.empty();
        }
        way.first(Coordinate.Part.SKB);
        SkbBuild.start(bench.skb(), frame, bench.device(), bench.ifindex(bench.device()));
        SkbBuild.frags(bench.skb(), xdp.frags(), xdp.length() - xdp.linear());
        List<Imported> stored = kept(xdp) == xdp.metaLength() ? bench.hints().passed(xdp) : List.of();
        SkbBuild.take(bench.skb(), stored);
        onward.upward().imported(stored);
        return Optional.of(driver
                ? way.run(bench.executable(), skbEntry, Coordinate.Part.SKB, bench.context(), bench.skb().address())
                : way.moment(Coordinate.Part.SKB));
    }

    private static Optional<String> redirect(Bench bench, XdpAction verdict) {
        if (verdict != XdpAction.XDP_REDIRECT) {
            return Optional.empty();
        }
        long key = bench.machine().kernel().redirectKey();
        Optional<BpfMap> map =
                bench.executable().maps().at(bench.machine().memory(), bench.machine().kernel().redirectMap());
        return Optional.of(map.map(m -> "map " + m.spec().name() + ", key " + key).orElse("ifindex " + key));
    }

    private static PacketResult withSkb(PacketResult r, SkbPath skbs) {
        Optional<Skb> skb = r.skb().map(s -> new Skb(skbs.fields(r), s.metadata(), s.data()));
        return new PacketResult(r.packet(), r.received(), r.slot(), r.verdict(), r.r0(), r.redirect(), r.hints(),
                r.metadata(), r.frame(), r.pieces(), skb, r.program(), r.skbRun(), r.fault(), r.hops());
    }
}
