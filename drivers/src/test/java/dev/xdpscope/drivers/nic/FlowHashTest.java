package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What goes into the flow dissector's hash; that its type is the running kernel's is another test. */
class FlowHashTest {
    private static final String MACS = "020000000001020000000002";

    @Test
    void bothDirectionsOfAFlowHaveOneHash() {
        FlowHash there = FlowHash.of(ipv4("0a000001", "0a000002", "11", "9c4000358000000000"));
        FlowHash back = FlowHash.of(ipv4("0a000002", "0a000001", "11", "00359c408000000000"));
        assertEquals(there, back);
        assertTrue(there.l4());
        assertNotEquals(there, FlowHash.of(ipv4("0a000001", "0a000002", "11", "9c4100358000000000")));
    }

    @Test
    void whatHasNoPortsHasNoTypeAndYetAHash() {
        FlowHash icmp = FlowHash.of(ipv4("0a000001", "0a000002", "01", "0800f7ff0000000000"));
        assertFalse(icmp.l4());
        assertNotEquals(0, icmp.hash());
        assertNotEquals(0, FlowHash.of(HexFormat.of().parseHex(MACS + "0806" + "00".repeat(28))).hash());
        assertNotEquals(0, FlowHash.of(new byte[3]).hash());
    }

    /** The SPI stands where ports would. */
    @Test
    void anSpiCountsAsPorts() {
        assertTrue(FlowHash.of(ipv4("0a000001", "0a000002", "32", "000001000000000100")).l4());
    }

    /** Nothing behind a flow label is looked at. */
    @Test
    void aFlowLabelCountsAsPorts() {
        assertFalse(FlowHash.of(ipv6(0, 58, "8000000000000000")).l4());
        assertTrue(FlowHash.of(ipv6(0x12345, 58, "8000000000000000")).l4());
        assertEquals(FlowHash.of(ipv6(0x12345, 17, "1234567800080000")),
                FlowHash.of(ipv6(0x12345, 17, "8765432100080000")));
    }

    private static byte[] ipv4(String source, String destination, String protocol, String payload) {
        return HexFormat.of().parseHex(MACS + "0800" + "4500001d0007000040" + protocol + "0000" + source
                + destination + payload);
    }

    private static byte[] ipv6(int label, int protocol, String payload) {
        byte[] start = HexFormat.of().parseHex(MACS + "86dd");
        byte[] rest = HexFormat.of().parseHex(payload);
        return ByteBuffer.allocate(start.length + 40 + rest.length).put(start).putInt(0x60000000 | label)
                .putShort((short) rest.length).put((byte) protocol).put((byte) 64)
                .put(HexFormat.of().parseHex("20".repeat(16) + "21".repeat(16))).put(rest).array();
    }
}
