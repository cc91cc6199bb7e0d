package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final String MACS = "02000000000b02000000000a";
    private static final String V6_ENDS = "20010db8000000000000000000000001" + "20010db8000000000000000000000002";

    private static Frame frame(String... hex) {
        return Frame.parse(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
    }

    /** Parses, looks at everything, and checks that the layers cover the frame. */
    private static Frame look(byte[] bytes) {
        Frame f = Frame.parse(bytes);
        int at = 0;
        for (Layer layer : f.layers()) {
            assertEquals(at, layer.offset(), f.layers().toString());
            assertTrue(layer.length() >= 0);
            at += layer.length();
        }
        assertEquals(bytes.length, at, f.layers().toString());
        assertFalse(f.summary().isEmpty());
        f.l3Checksum();
        f.l4Checksum();
        f.ipSum();
        RssInput.select(f, java.util.EnumSet.allOf(RssType.class));
        f.l4().ifPresent(l4 -> assertTrue(l4.offset() == f.l3().orElseThrow().payload()));
        return f;
    }

    @Test
    void anyBytesAreAFrame() {
        Random random = new Random(1);
        String[] starts = {"", "0800", "86dd", "0806", "8100", "88a8" + "0001" + "8100", "080045", "86dd60"};
        for (int i = 0; i < 100_000; i++) {
            byte[] b = new byte[random.nextInt(120)];
            random.nextBytes(b);
            byte[] start = HexFormat.of().parseHex(starts[i % starts.length]);
            System.arraycopy(start, 0, b, Math.min(12, b.length), Math.min(start.length, Math.max(0, b.length - 12)));
            look(b);
        }
    }

    @Test
    void mutantsAndPrefixesOfRealFramesAreFrames() {
        Random random = new Random(2);
        for (Frame f : Samples.frames()) {
            for (int length = 0; length <= f.bytes().length; length++) {
                look(Arrays.copyOf(f.bytes(), length));
            }
            for (int i = 0; i < 1000; i++) {
                byte[] b = f.bytes().clone();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    b[random.nextInt(Math.min(b.length, 80))] = (byte) random.nextInt(256);
                }
                look(b);
            }
        }
    }

    @Test
    void emptyFrame() {
        assertEquals("empty frame", look(new byte[0]).summary());
        assertEquals(List.of(), look(new byte[0]).layers());
    }

    @Test
    void stackedTags() {
        Frame f = frame(MACS, "88a8 e064 8100 1007 8100 0001 0800");
        assertEquals(List.of(new VlanTag(12, 0x88a8, 0xe064), new VlanTag(16, 0x8100, 0x1007),
                new VlanTag(20, 0x8100, 1)), f.vlans());
        assertEquals(7, f.vlans().getFirst().pcp());
        assertEquals(100, f.vlans().getFirst().vid());
        assertTrue(f.vlans().get(1).dei());
        assertEquals(0x0800, f.ethernet().orElseThrow().etherType());
        assertEquals(26, f.ethernet().orElseThrow().payload());
    }

    @Test
    void extensionHeaders() {
        // hop-by-hop, destination options, routing (no segments left), AH, TCP
        String chain = "3c00 050200000000" + "2b00 010400000000" + "3300 020000000000"
                + "0604 0000 00000001 00000001 000000000000000000000000";
        String tcp = "0050 1f90 00000001 00000000 5002 ffff 0000 0000";
        Frame f = frame(MACS, "86dd 60012345 0044 00 40", V6_ENDS, chain, tcp);
        L3.Ipv6 l3 = (L3.Ipv6) f.l3().orElseThrow();
        assertEquals(6, l3.protocol());
        assertEquals(40 + 8 + 8 + 8 + 24, l3.headerLength());
        assertEquals(0x12345, l3.flowLabel());
        assertTrue(l3.options());
        assertFalse(l3.sourceRouted());
        assertEquals("IP6 [2001:db8::1]:80 > [2001:db8::2]:8080 TCP [S] 0", f.summary());
        assertEquals(ChecksumStatus.BAD, f.l4Checksum());
    }

    @Test
    void sourceRoutesCannotBeChecked() {
        Frame routed = frame(MACS, "86dd 60000000 0010 2b 40", V6_ENDS, "1100 0401 00000000",
                "0001 0002 0008 1234");
        assertTrue(routed.l3().orElseThrow().sourceRouted());
        assertEquals(ChecksumStatus.NOT_CHECKABLE, routed.l4Checksum());
        Frame loose = frame(MACS, "0800 4700 0024 0000 0000 40 11 0000 0a000001 0a000002", "830704 0a000003 00",
                "0001 0002 0008 1234");
        assertTrue(loose.l3().orElseThrow().sourceRouted());
        assertEquals(ChecksumStatus.NOT_CHECKABLE, loose.l4Checksum());
    }

    @Test
    void atomicFragmentIsWholeAndStillAFragment() {
        Frame f = frame(MACS, "86dd 60000000 0010 2c 40", V6_ENDS, "1100 0000 00000007", "0001 0002 0008 1234");
        assertEquals(Optional.of(new Fragment(7, 0, false)), f.fragment());
        assertEquals(ChecksumStatus.BAD, f.l4Checksum());
        assertEquals("IP6 [2001:db8::1]:1 > [2001:db8::2]:2 UDP 0", f.summary());
    }

    @Test
    void laterFragmentHasNoTransportHeader() {
        Frame f = frame(MACS, "0800 4500 0024 0009 2002 40 11 0000 0a000001 0a000002",
                "0001 0002 0008 1234 0000000000000000");
        assertEquals(Optional.of(new Fragment(9, 16, true)), f.fragment());
        assertTrue(f.l4().isEmpty());
        assertEquals(ChecksumStatus.NOT_CHECKABLE, f.l4Checksum());
    }

    @Test
    void udpWithoutChecksum() {
        Frame v4 = frame(MACS, "0800 4500 001c 0000 0000 40 11 0000 0a000001 0a000002", "0001 0002 0008 0000");
        assertEquals(ChecksumStatus.NONE, v4.l4Checksum());
        Frame v6 = frame(MACS, "86dd 60000000 0008 11 40", V6_ENDS, "0001 0002 0008 0000");
        assertEquals(ChecksumStatus.BAD, v6.l4Checksum());
    }

    @Test
    void aLongChainOfHeadersEnds() {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        for (int i = 0; i < 8000; i++) {
            chain.writeBytes(new byte[]{60, 0, 1, 4, 0, 0, 0, 0});
        }
        String hex = MACS + "86dd60000000fa003c40" + V6_ENDS + HexFormat.of().formatHex(chain.toByteArray());
        assertEquals(40 + 64_000, Frame.parse(HexFormat.of().parseHex(hex)).l3().orElseThrow().headerLength());
    }

    @Test
    void addressesReadAsInRfc5952() {
        String[][] cases = {{"20010db8000000000001000000000001", "2001:db8::1:0:0:1"},
            {"00000000000000000000000000000000", "::"}, {"00000000000000000000000000000001", "::1"},
            {"20010db8000100020003000400050000", "2001:db8:1:2:3:4:5:0"},
            {"fe800000000000000000000000000000", "fe80::"},
            {"20010000000000010000000000000001", "2001:0:0:1::1"}};
        for (String[] c : cases) {
            assertEquals(c[1], IpAddress.v6(HexFormat.of().parseHex(c[0]), 0).toString());
        }
    }
}
