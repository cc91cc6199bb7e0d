package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VlanStripTest {

    private static byte[] tagged(byte[] frame, int proto, int tci) {
        return ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putShort((short) proto).putShort((short) tci)
                .put(frame, 12, frame.length - 12).array();
    }

    @Test
    void takesOutWhatWasPutIn() {
        Random random = new Random(4);
        for (int i = 0; i < 5000; i++) {
            byte[] frame = new byte[14 + random.nextInt(100)];
            random.nextBytes(frame);
            int proto = random.nextBoolean() ? VlanTag.DOT1Q : VlanTag.DOT1AD;
            int tci = random.nextInt(0x10000);
            VlanStrip.Stripped s = VlanStrip.strip(tagged(frame, proto, tci), proto).orElseThrow();
            assertArrayEquals(frame, s.bytes());
            assertEquals(proto, s.proto());
            assertEquals(tci, s.tci());
        }
    }

    @Test
    void leavesTheInnerTagAndTheRestOfTheFrame() {
        int stripped = 0;
        for (Frame f : Samples.frames()) {
            if (f.vlans().isEmpty()) {
                assertTrue(VlanStrip.strip(f.bytes()).isEmpty());
                continue;
            }
            stripped++;
            VlanTag outer = f.vlans().getFirst();
            assertEquals(outer.proto() == VlanTag.DOT1Q, VlanStrip.strip(f.bytes()).isPresent());
            VlanStrip.Stripped s = VlanStrip.strip(f.bytes(), outer.proto()).orElseThrow();
            Frame inner = Frame.parse(s.bytes());
            assertEquals(outer.tci(), s.tci());
            assertEquals(f.vlans().stream().skip(1).map(VlanTag::tci).toList(),
                    inner.vlans().stream().map(VlanTag::tci).toList());
            assertEquals(f.ipSum(), inner.ipSum());
            assertEquals(f.l4Checksum(), inner.l4Checksum());
        }
        assertEquals(4, stripped);
    }

    @Test
    void aTagThatIsNotWholeStays() {
        byte[] frame = tagged(new byte[14], VlanTag.DOT1Q, 5);
        for (int length = 0; length < frame.length; length++) {
            assertTrue(VlanStrip.strip(Arrays.copyOf(frame, length)).isEmpty());
        }
        assertTrue(VlanStrip.strip(frame).isPresent());
    }
}
