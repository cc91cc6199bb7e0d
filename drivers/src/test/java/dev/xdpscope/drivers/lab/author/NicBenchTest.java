package dev.xdpscope.drivers.lab.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.Facts;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench on the worked example of the authoring guide, as it is and with faults put in. */
class NicBenchTest {
    private static final String TINY = "src/test/resources/dev/xdpscope/drivers/nics/tiny";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";

    private final NicBench bench = NicBench.of(TINY);

    @Test
    void aRawDescriptorGivesItsHash() {
        bench.put(descriptor(0x8765_4321, 0x202));
        KfuncResult.Returned hash = bench.called(HASH, 3).returned();
        assertEquals(0, hash.errno());
        assertEquals(0x8765_4321L, hash.output(0, 4));
        assertEquals(2, hash.output(1, 4));
        assertEquals("21436587" + "5a5a5a5a" + "02000000" + "5a5a5a5a", hash.outputs());
        assertEquals(Optional.of(hash), bench.unrolled(HASH, 3));
        assertEquals(0x8765_4321L, bench.called(HASH, 1).returned().r0(), "the other generation");
    }

    @Test
    void withoutAHashNothingIsWritten() {
        KfuncResult.Returned hash = bench.called(HASH, 3).returned();
        assertEquals(-61, hash.errno(), "a descriptor of zeros from the start");
        assertTrue(hash.untouched());
        bench.put(descriptor(0, 2));
        assertFalse(bench.called(HASH, 3).returned().untouched());
    }

    @Test
    void theSimulatedHardwareWritesTheDescriptorOfAFrame() {
        Received received = bench.receive(new byte[64], 77);
        assertEquals(64, received.frame().length);
        KfuncResult.Returned time = bench.called(TIMESTAMP, 2).returned();
        assertEquals(77, time.output(0, 8));
        assertEquals(50, bench.skb().field("len"), "without the Ethernet header");
    }

    @Test
    void aSlotIsPutInByNumber() {
        Received received = new Received(descriptor(5, 2), new byte[60], new Facts(Map.of(), ""), 9);
        bench.put(9, received);
        assertEquals(5, bench.called(HASH, 3).returned().output(0, 4));
        assertEquals(bench.state().descriptor(9), bench.read("tiny_xdp_buff", "desc", bench.state().context()));
        problem("there is no slot 64", "0 to 63", () -> bench.put(64, received));
    }

    @Test
    void whatTheNicLacksIsAProblem() {
        problem("has no bpf_xdp_metadata_rx_hash of 2 parameters", HASH + " of 3 parameters",
                () -> bench.called(HASH, 2));
        problem("has no rx_hash of 3 parameters", HASH + " of 3 parameters", () -> bench.unrolled("rx_hash", 3));
        problem("the driver leaves the call: Left as an exercise.", "unroller", () -> bench.difference(TIMESTAMP, 2));
        problem("it has no unroller", "unroller", () -> bench.difference(TIMESTAMP, 1));
        assertEquals(Optional.empty(), bench.unrolled(TIMESTAMP, 2));
        problem("23 bytes", "whole", () -> bench.put(new byte[23]));
        problem("does not fit", "room for", () -> bench.receive(new byte[1 << 18], 0));
        problem("no descriptor to compare", "at least one", () -> bench.firstDifference(HASH, 3, Stream.of()));
        problem("there is no member nothing", "C source", () -> bench.skb().field("nothing"));
        problem("no field tiny_queue.nothing", "C source", () -> bench.read("tiny_queue", "nothing", 0));
    }

    @Test
    void calledAndUnrolledAgreeOnEveryDescriptor() {
        assertEquals(Optional.empty(), bench.firstDifference(HASH, 3, bench.randomDescriptors(3, 2000)));
    }

    @Test
    void theFirstDifferenceIsToldAndStaysOnTheBench(@TempDir Path folder) throws IOException {
        NicBench wrong = changed(folder, "desc.status.type", "desc.status.done");
        KfuncDifference difference =
                wrong.firstDifference(HASH, 3, Stream.of(descriptor(7, 0), descriptor(8, 0x202), descriptor(9, 2)))
                        .orElseThrow();
        assertEquals("080000000202000000000000000000000000000000000000", difference.descriptor());
        assertEquals(2, difference.called().returned().output(1, 4));
        assertEquals(0, difference.unrolled().returned().output(1, 4));
        assertEquals("""
                bpf_xdp_metadata_rx_hash of descriptor 080000000202000000000000000000000000000000000000
                  called    r0 = 0x0, outputs 080000005a5a5a5a 020000005a5a5a5a
                  unrolled  r0 = 0x0, outputs 080000005a5a5a5a 000000005a5a5a5a""", difference.toString());
        assertEquals(difference, wrong.difference(HASH, 3).orElseThrow());
    }

    @Test
    void aFaultInUnrolledCodeIsToldWithItsPlace(@TempDir Path folder) throws IOException {
        NicBench wrong = changed(folder, "get r1 -> tiny_xdp_buff.desc", "0x10");
        KfuncDifference difference = wrong.difference(HASH, 3).orElseThrow();
        KfuncResult.Faulted faulted = assertInstanceOf(KfuncResult.Faulted.class, difference.unrolled());
        assertTrue(faulted.place().section().orElseThrow().startsWith("expansion"), faulted.toString());
        assertEquals(Optional.empty(), faulted.line());
        assertThrows(AssertionError.class, faulted::returned);
    }

    @Test
    void aFaultInTheDriversCodeIsToldWithItsLine() {
        bench.put(descriptor(0, 0));
        bench.memory().store(bench.state().context() + offset("desc"), 8, 0x10, true);
        KfuncResult.Faulted faulted = assertInstanceOf(KfuncResult.Faulted.class, bench.called(HASH, 3));
        assertEquals(Optional.of("tiny_xdp_rx_hash"), faulted.place().section());
        assertTrue(faulted.line().orElseThrow().file().endsWith("hints.bpf.c"), faulted.toString());
        AssertionError told = assertThrows(AssertionError.class, faulted::returned);
        assertTrue(told.getMessage().startsWith("fault in section tiny_xdp_rx_hash, instruction "), told.getMessage());
        assertTrue(told.getMessage().contains("hints.bpf.c:"), told.getMessage());
        assertTrue(told.getMessage().contains("read of 4 bytes"), told.getMessage());
    }

    /** i40e's driver reads a register that lets the time go: a second reader finds nothing, called or unrolled. */
    @Test
    void bothFindTheSameMemory() {
        NicBench i40e = NicBench.of("i40e");
        byte[] ptp = new byte[60];
        ptp[12] = (byte) 0x88;
        ptp[13] = (byte) 0xf7;
        ptp[15] = 2;
        i40e.receive(ptp, NicBench.ARRIVAL);
        assertEquals(Optional.empty(), i40e.difference(TIMESTAMP, 1));
        i40e.receive(ptp, NicBench.ARRIVAL);
        assertEquals(NicBench.ARRIVAL, i40e.called(TIMESTAMP, 1).returned().r0());
        assertEquals(0, i40e.unrolled(TIMESTAMP, 1).orElseThrow().returned().r0(), "it has been read");
    }

    private int offset(String field) {
        return bench.nic().driver().btf().field("tiny_xdp_buff", field).orElseThrow().byteOffset();
    }

    private static byte[] descriptor(int hash, int status) {
        byte[] descriptor = new byte[24];
        for (int i = 0; i < 4; i++) {
            descriptor[i] = (byte) (hash >>> 8 * i);
            descriptor[4 + i] = (byte) (status >>> 8 * i);
        }
        return descriptor;
    }

    /** The NIC with its unroller changed. */
    private static NicBench changed(Path folder, String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(TINY))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Path.of(TINY).relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path unroller = folder.resolve("unroll/rx_hash.s");
        String text = Files.readString(unroller);
        assertTrue(text.contains(from), text);
        Files.writeString(unroller, text.replace(from, to));
        return NicBench.of(Nics.load(folder.toString()).configure(Optional.empty(), Map.of()));
    }

    private static void problem(String what, String remedy, Runnable cause) {
        ProblemException e = assertThrows(ProblemException.class, cause::run);
        assertTrue(e.what().contains(what), e.getMessage());
        assertTrue(e.remedy().contains(remedy), e.getMessage());
    }
}
