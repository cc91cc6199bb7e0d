package dev.xdpscope.drivers.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.drivers.packet.PcapngWriter;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Handle;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hints that veth gives in the running kernel are those of the simulated one: the same program, frame by frame. Two pairs
 * join two network namespaces; frames go from a0 to b0, and may be redirected from there through b1 to a1.
 */
class VethOnThisKernelTest {
    private static final Path OBJECT = Path.of("../sample-traces/hints-to-map/hints_to_map.bpf.o");
    private static final String REPORT = "hints_to_map";
    private static final String REDIRECT = "mark_and_redirect";
    private static final long MARK = 0x1122334455667788L;

    /** What the kernel wants to hear before it gives a program kfuncs; the object says Apache-2.0. */
    private static final String LICENSE = "GPL";

    private static final int INLINE = 10;
    private static final int CTAG = 12;
    private static final int STAG = 13;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Kernel kernel;
    private Namespace a;
    private Namespace b;

    @BeforeEach
    void pairs() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
        Assumptions.assumeTrue(Namespace.possible(), "there is no ip (iproute2): veth cannot be compared");
        String unique = "xdpscope-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";
        a = namespace(unique + "a");
        b = namespace(unique + "b");
        a.configure("link", "add", "a0", "type", "veth", "peer", "name", "b0", "netns", b.name());
        a.configure("link", "add", "a1", "type", "veth", "peer", "name", "b1", "netns", b.name());
        up(a, "a0");
        up(a, "a1");
        up(b, "b0");
        up(b, "b1");
    }

    private Namespace namespace(String name) {
        try {
            return opened(new Namespace(name));
        } catch (IllegalStateException e) {
            return Assumptions.abort("no network namespace can be made: " + e.getMessage());
        }
    }

    /** Without an address the stack has nothing to say by itself; what it said would count as another frame than ours. */
    private static void up(Namespace where, String device) {
        where.configure("link", "set", device, "addrgenmode", "none", "address", "02:00:00:00:00:3f", "up");
    }

    @AfterEach
    void nothingStays() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T each) {
        open.add(each);
        return each;
    }

    /** By number: frames as they arrive at the far end if their tag is inside. */
    private static Map<Integer, byte[]> frames() {
        Map<Integer, byte[]> frames = new TreeMap<>();
        frames.put(1, Frames.ipv4(1, Frames.UDP, 0x12345678));
        frames.put(2, Frames.ipv4(2, Frames.TCP, 0x12345678));
        frames.put(3, Frames.ipv4(3, Frames.ICMP, 0x08000000));
        frames.put(4, Frames.ethernet(4, 0x0806, new byte[28]));
        frames.put(5, Frames.ipv6(5, Frames.UDP, 0x12345678, 0));
        frames.put(6, Frames.ipv6(6, Frames.ICMPV6, 0x80000000, 0x12345));
        frames.put(7, Frames.ipv6(7, Frames.ICMPV6, 0x80000000, 0));
        frames.put(8, Frames.fragment(8, Frames.UDP, 0x12345678));
        frames.put(9, Frames.ipv4(9, Frames.ESP, 0x100));
        frames.put(INLINE, Frames.tagged(INLINE, 0x8100, 0x603b, 0x12345678));
        frames.put(11, Frames.ipv4(11, Frames.UDP, 0));
        frames.put(CTAG, Frames.tagged(CTAG, 0x8100, 59, 0x12345678));
        frames.put(STAG, Frames.tagged(STAG, 0x88a8, 7, 0x12345678));
        frames.put(14, Frames.ethernet(14, 0x88b5, new byte[46]));
        frames.put(15, Frames.ipv4(15, Frames.SCTP, 0x12345678));
        frames.put(16, Frames.ipv6(16, Frames.TCP, 0x12345678, 0x54321));
        return frames;
    }

    @Test
    void everyFrameFromTheStackHasTheSameHints() {
        KernelMap reports = map(program(REPORT), "reports");
        attach(b, "b0", REPORT, List.of(reports));
        frames().forEach((number, frame) -> {
            if (number == CTAG || number == STAG) {
                sendWithTag(frame);
            } else {
                a.send("a0", frame);
            }
        });
        Map<Integer, Report> simulated = simulate(Map.of("from", "stack"));
        simulated.put(INLINE, simulate(Map.of("from", "stack", "vlan", "inline")).get(INLINE));
        Map<Integer, Report> real = new TreeMap<>();
        frames().keySet().forEach(number -> real.put(number, arrived(reports, number).comparable()));
        simulated.replaceAll((number, report) -> report.comparable());
        assertEquals(real, simulated);
        Report tag = arrived(reports, CTAG);
        assertEquals(List.of(0, 0x8100, 59), List.of(tag.vlanResult(), tag.vlanProto(), tag.vlanTci()));
    }

    /** What reaches a1 was redirected: metadata is still in front of it, hints there are none. */
    @Test
    void aRedirectedFrameHasNoHints() {
        KernelMap reports = map(program(REPORT), "reports");
        KernelMap target = map(program(REDIRECT), "target");
        assertInstanceOf(Answer.Done.class, target.update(number(0), number(b.ifindex("b1"))));
        attach(a, "a1", REPORT, List.of(reports));
        attach(b, "b0", REDIRECT, List.of(target));
        Map<Integer, Report> simulated = simulate(Map.of("from", "xmit"));
        frames().forEach((number, frame) -> {
            if (number != CTAG && number != STAG) {
                a.send("a0", frame);
                Report report = arrived(reports, number);
                assertEquals(simulated.get(number).withMetadata(MARK), report, "frame " + number);
                assertEquals(List.of(-61, -61, -61),
                        List.of(report.timestampResult(), report.hashResult(), report.vlanResult()));
            }
        });
    }

    @Test
    void aProgramIsRefusedForAnotherDeviceWithoutOneAndUnderItsOwnLicense() {
        Program program = program(REPORT);
        KernelMap reports = map(program, "reports");
        refused(kernel.load(program, maps(program, List.of(reports)), LoadRequest.of(LoadRequest.Hook.XDP, LICENSE)),
                "metadata kfuncs require device-bound program");
        int b0 = b.ifindex("b0");
        int b1 = b.ifindex("b1");
        b.inside(() -> {
            refused(kernel.load(program, maps(program, List.of(reports)),
                    LoadRequest.of(LoadRequest.Hook.XDP, "Apache-2.0").boundTo(b0)),
                    "non-GPL compatible");
            try (KernelProgram loaded = kernel.load(program, maps(program, List.of(reports)),
                    LoadRequest.of(LoadRequest.Hook.XDP, LICENSE).boundTo(b0)).value("load")) {
                assertEquals(Errno.EINVAL.number(), ((Answer.Refused<?>) loaded.attach(b1)).errno());
                assertEquals(Errno.EINVAL.number(), ((Answer.Refused<?>) loaded.run(new byte[64])).errno());
                assertTrue(loaded.translated().length / 8 >= program.code().size());
                return loaded;
            }
        });
    }

    private static void refused(Answer<KernelProgram> answer, String because) {
        String said = assertInstanceOf(Answer.Refused.class, answer).toString();
        assertTrue(said.contains(because), said);
    }

    private void attach(Namespace where, String device, String name, List<KernelMap> given) {
        Program program = program(name);
        int ifindex = where.ifindex(device);
        LoadRequest how = name.equals(REPORT) ? LoadRequest.of(LoadRequest.Hook.XDP, LICENSE).boundTo(ifindex)
                : LoadRequest.of(LoadRequest.Hook.XDP, LICENSE);
        Handle link = where.inside(() -> {
            KernelProgram loaded =
                    opened(kernel.load(program, maps(program, given), how).value("load " + name));
            return loaded.attach(ifindex).value("attach " + name);
        });
        opened(link);
    }

    /** Sends a frame whose tag a tc program takes beside it, as a VLAN device would. */
    private void sendWithTag(byte[] frame) {
        int tpid = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(12) & 0xffff;
        int tci = ByteBuffer.wrap(frame).getShort(14) & 0xffff;
        Program push = assembled("r2 = " + tpid, "r3 = " + tci, "call 18", "r0 = -1", "exit");
        int a0 = a.ifindex("a0");
        a.inside(() -> {
            LoadRequest how = LoadRequest.of(LoadRequest.Hook.EGRESS, LICENSE);
            try (KernelProgram loaded = kernel.load(push, List.of(), how).value("load the tagging program")) {
                return switch (loaded.attach(a0)) {
                    case Answer.Refused<Handle> refused ->
                            Assumptions.abort("this kernel attaches nothing to the way out (tcx): " + refused);
                    case Answer.Done<Handle>(Handle link) -> {
                        a.send("a0", untagged(frame));
                        link.close();
                        yield link;
                    }
                };
            }
        });
    }

    private static Program assembled(String... lines) {
        List<Insn> code = Assembler.assemble(String.join("\n", lines), Symbols.NONE);
        return new Program("push", "tcx/egress", code,
                IntStream.range(0, code.size()).mapToObj(Origin::source).toList(),
                new TreeMap<>(), List.of(new ProgramFunction("push", 0, code.size(), ProgramFunction.Kind.MAIN)),
                List.of(),
                List.of());
    }

    private static Program program(String name) {
        return BpfObject.read(OBJECT).link(name, Optional.empty());
    }

    private KernelMap map(Program program, String name) {
        return opened(
                kernel.create(program.maps().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow())
                        .value("map " + name));
    }

    /** The maps of a program in its order: those given, and new ones for the rest. */
    private List<KernelMap> maps(Program program, List<KernelMap> given) {
        return program.maps().stream().map(spec -> given.stream().filter(m -> m.spec().name().equals(spec.name()))
                .findFirst().orElseGet(() -> map(program, spec.name()))).toList();
    }

    /** The report of a frame, which arrives when the kernel comes to it. */
    private static Report arrived(KernelMap reports, int number) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            Report report = Report.of(reports.lookup(number(number)).orElseThrow());
            if (report.count() > 0) {
                return report;
            }
            Thread.yield();
        }
        throw new AssertionError("frame " + number + " does not arrive");
    }

    /** The reports of all frames in the simulated kernel. */
    private Map<Integer, Report> simulate(Map<String, String> configuration) {
        List<Packet> packets = new ArrayList<>();
        frames().values().forEach(f -> packets.add(new Packet(packets.size(), packets.size(), f, f.length)));
        Path capture = folder.resolve("frames.pcapng");
        PcapngWriter.write(capture, packets);
        var recording = Lab.run(Scenario.of("veth", OBJECT, capture)
                .with(Change.program(REPORT).and(Change.configuration(configuration))));
        Map<Integer, Report> reports = new TreeMap<>();
        recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("reports")).findFirst().orElseThrow()
                .entries().forEach(e -> {
                    Report report = Report.of(e.values().getFirst());
                    if (report.count() > 0) {
                        reports.put(ByteBuffer.wrap(e.key()).order(ByteOrder.LITTLE_ENDIAN).getInt(), report);
                    }
                });
        return reports;
    }

    private static byte[] untagged(byte[] frame) {
        return ByteBuffer.allocate(frame.length - 4).put(frame, 0, 12).put(frame, 16, frame.length - 16).array();
    }

    private static byte[] number(int n) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array();
    }
}
