package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.memory.AccessException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Device registers, on i40e's: a time in 0x40 (upper half of pair 2) and 0xc0, and the status at 0x100. */
class DeviceRegistersTest {
    private static final long NANOS = 0x1234_5678_9abc_def0L;

    private final ConfiguredNic setup = Nics.load("i40e").configure(Optional.empty(), Map.of());
    private final NicBench bench = NicBench.of(setup);
    private final long base = prepare();

    private long prepare() {
        bench.put(2, setup.hardware().receive(PtpFrames.ethernet(0, 2).packet(2, NANOS), 2));
        long ring = bench.state().rxq() - 8;
        long vsi = bench.read("i40e_ring", "vsi", ring);
        return bench.read("i40e_pf", "hw", bench.read("i40e_vsi", "back", vsi));
    }

    @Test
    void readingOneChangesAnother() {
        DeviceRegisters registers = bench.state().registers();
        assertEquals(4, registers.read(base + 0x100));
        assertEquals(0x9abc_def0L, registers.read(base + 0xc0));
        assertEquals(4, registers.read(base + 0x100), "the lower half changes nothing");
        assertEquals(0x1234_5678L, registers.read(base + 0x40));
        assertEquals(0, registers.read(base + 0x100), "the upper half lets the pair go");
        assertEquals(0x1234_5678L, registers.read(base + 0x40), "what it held is still there");
        assertEquals(0, registers.read(base), "another pair");
    }

    @Test
    void onlyReadlReadsThem() {
        for (boolean kernel : new boolean[]{true, false}) {
            AccessException load =
                    assertThrows(AccessException.class, () -> bench.memory().load(base + 0x40, 4, kernel));
            assertTrue(load.expected().contains("readl()"), load.expected());
            assertThrows(AccessException.class, () -> bench.memory().store(base + 0x40, 4, 0, kernel));
        }
        assertEquals(4, bench.state().registers().read(base + 0x100), "nothing was read");
    }

    @Test
    void readlReadsNothingElse() {
        for (long address : new long[]{0, bench.state().context(), bench.state().descriptor(0), base + 2, base - 4,
            base + 0x108, NANOS}) {
            assertThrows(AccessException.class, () -> bench.state().registers().read(address));
        }
    }
}
