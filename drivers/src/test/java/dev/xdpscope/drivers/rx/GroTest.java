package dev.xdpscope.drivers.rx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two packets that are alike but for one thing. */
class GroTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 0x81000005 | 7 | 2 |
            1 | 0x81000006 | 7 | 2 | VLAN tag
            1 | 0          | 7 | 2 | VLAN tag
            1 | 0x88a80005 | 7 | 2 | VLAN tag
            9 | 0x81000005 | 7 | 2 | hash 0x00000001 and 0x00000009
            1 | 0x81000005 | 8 | 2 | metadata byte 0: 07 and 08
            1 | 0x81000005 | 7 | 3 | MAC header
            """)
    void whatDiffersIsNamed(long hash, String vlan, byte metadata, byte mac, String reason) {
        Gro.Held earlier = held(0, 1, 0x81000005L, (byte) 7, (byte) 2);
        Gro.Comparison comparison = Gro.compare(earlier, held(1, hash, Long.decode(vlan), metadata, mac));
        assertEquals(reason == null ? List.of() : List.of(reason), comparison.reasons());
        assertEquals(reason == null, comparison.same());
    }

    private static Gro.Held held(int packet, long hash, long vlan, byte metadata, byte mac) {
        byte[] frame = new byte[60];
        frame[13] = mac;
        return new Gro.Held(packet, hash, vlan, new byte[]{metadata}, frame);
    }
}
