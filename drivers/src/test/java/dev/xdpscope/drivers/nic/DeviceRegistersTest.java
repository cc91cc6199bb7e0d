package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.memory.AccessException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Device registers, on i40e's: a time in 0x40 (upper half of pair 2) and 0xc0, and the status at 0x100. */
class DeviceRegistersTest {
    private static final long NANOS = 0x1234_5678_9abc_def0L;

    private final ConfiguredNic setup = Nics.load("i40e").configure(Optional.empty(), Map.of());
    private final KfuncRig rig = new KfuncRig(setup);
    private final long base = prepare();

    private long prepare() {
        rig.prepare(2, setup.hardware().receive(PtpFrames.ethernet(0, 2).packet(2, NANOS), 2));
        long ring = rig.state().rxq() - 8;
        long vsi = rig.read("i40e_ring", "vsi", ring);
        return rig.read("i40e_pf", "hw", rig.read("i40e_vsi", "back", vsi));
    }

    @Test
    void readingOneChangesAnother() {
        DeviceRegisters registers = rig.state().registers();
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
                    assertThrows(AccessException.class, () -> rig.memory().load(base + 0x40, 4, kernel));
            assertTrue(load.expected().contains("readl()"), load.expected());
            assertThrows(AccessException.class, () -> rig.memory().store(base + 0x40, 4, 0, kernel));
        }
        assertEquals(4, rig.state().registers().read(base + 0x100), "nothing was read");
    }

    @Test
    void readlReadsNothingElse() {
        for (long address : new long[]{0, rig.state().context(), rig.state().descriptor(0), base + 2, base - 4,
            base + 0x108, NANOS}) {
            assertThrows(AccessException.class, () -> rig.state().registers().read(address));
        }
    }
}
