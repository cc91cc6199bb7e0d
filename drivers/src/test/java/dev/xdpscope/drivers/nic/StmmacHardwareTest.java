package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the simulated device writes, and what the driver gives to the stack, against what the frames were made with. */
class StmmacHardwareTest {
    private static final Nic NIC = Nics.load("stmmac");
    private static final int FRAMES = 400;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final long START = 1_700_000_000_000_000_007L;
    private static final long SECOND = 1_000_000_000;

    private static long arrival(int i) {
        return START + i * 1_234_567_891L;
    }

    private static int bits(byte[] d, int word, int high, int low) {
        return Little.bits(d, 4 * word, 4, high, low);
    }

    private static boolean transport(FrameMaker.Made made) {
        return !made.fragment() && (made.protocol() == TCP || made.protocol() == UDP);
    }

    @Test
    void gmac4WritesWhatTheFrameIs() {
        FrameMaker maker = new FrameMaker(new Random(4));
        ConfiguredNic setup = NIC.configure(Optional.of("gmac4"), Map.of());
        for (int i = 0; i < FRAMES; i++) {
            FrameMaker.Made made = maker.make();
            Received received = setup.hardware().receive(made.packet(i, arrival(i)), i);
            byte[] d = received.descriptor();
            boolean stripped = made.tpid() == 0x8100;
            assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
            assertEquals(stripped ? made.tci() : 0, bits(d, 0, 15, 0));
            assertEquals(!transport(made) ? 0 : made.protocol() == UDP ? 1 : 2, bits(d, 1, 2, 0));
            assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, bits(d, 1, 3, 3));
            assertEquals(made.version() == 4 ? 1 : 0, bits(d, 1, 4, 4));
            assertEquals(made.version() == 6 ? 1 : 0, bits(d, 1, 5, 5));
            assertEquals(transport(made) && !made.l4Right() ? 1 : 0, bits(d, 1, 7, 7));
            assertEquals(1, bits(d, 1, 14, 14), "a timestamp is available");
            assertEquals(received.frame().length + 4, bits(d, 3, 14, 0), "the check sequence counts");
            assertEquals(stripped ? 0x3e : 0x3c, bits(d, 3, 31, 24), "first, last, which words are valid");
            assertEquals(arrival(i) % SECOND, Little.number(d, 16, 4));
            assertEquals(arrival(i) / SECOND, Little.number(d, 20, 4));
            assertEquals(1, bits(d, 7, 31, 30), "a context descriptor, written");
        }
    }

    @Test
    void xgmacWritesTheHashInstead() {
        FrameMaker maker = new FrameMaker(new Random(5));
        for (String on : List.of("on", "off")) {
            ConfiguredNic setup = NIC.configure(Optional.of("xgmac"), Map.of("rxhash", on));
            for (int i = 0; i < FRAMES; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, arrival(i)), i);
                byte[] d = received.descriptor();
                boolean hashed = on.equals("on") && made.version() != 0;
                assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 4, 4));
                assertEquals(hashed ? 1 : 0, bits(d, 3, 26, 26));
                int headers = !transport(made) ? 0 : made.protocol() == TCP ? 1 : 2;
                assertEquals(headers == 0 ? 0 : headers + (made.version() == 6 ? 8 : 0), bits(d, 3, 23, 20));
                assertEquals(made.tpid() == 0x8100 ? 9 : 0, bits(d, 3, 19, 16));
                assertEquals(1, bits(d, 3, 27, 27), "a context descriptor follows");
                assertEquals(0x4000_0010L, Little.number(d, 28, 4));
                assertEquals(arrival(i), Little.number(d, 20, 4) * SECOND + Little.number(d, 16, 4));
            }
        }
    }

    @Test
    void olderCoresHaveTheTimeInTheDescriptorAndTheTagInTheFrame() {
        FrameMaker maker = new FrameMaker(new Random(3));
        for (String revision : List.of("gmac3", "gmac3-extended")) {
            boolean extended = revision.equals("gmac3-extended");
            ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of());
            for (int i = 0; i < FRAMES; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, arrival(i)), i);
                byte[] d = received.descriptor();
                assertArrayEquals(made.bytes(), received.frame());
                assertEquals(made.bytes().length + 4, bits(d, 0, 29, 16));
                assertEquals(made.tpid() == 0x8100 ? 1 : 0, bits(d, 0, 10, 10));
                assertEquals(3, bits(d, 0, 9, 8), "first and last");
                boolean headerWrong = made.version() == 4 && !made.l3Right();
                boolean payloadWrong = transport(made) && !made.l4Right();
                assertEquals(extended || headerWrong ? 1 : 0, bits(d, 0, 7, 7));
                assertEquals(extended && made.version() != 0 || !extended && payloadWrong ? 1 : 0, bits(d, 0, 0, 0));
                int at = extended ? 24 : 8;
                assertEquals(arrival(i), Little.number(d, at + 4, 4) * SECOND + Little.number(d, at, 4));
                if (extended) {
                    assertEquals(headerWrong ? 1 : 0, bits(d, 4, 3, 3));
                    assertEquals(payloadWrong ? 1 : 0, bits(d, 4, 4, 4));
                }
            }
        }
    }

    /** What is there of the timestamp, by core: whether the driver finds one. */
    @Test
    void timestampsAreLateCorruptedOrDropped() {
        Map<String, List<String>> possible = Map.of("gmac4", List.of("ready", "late", "corrupted", "dropped"), "xgmac",
                List.of("ready", "late", "corrupted", "dropped"), "gmac3-extended", List.of("ready", "dropped"),
                "gmac3",
                List.of("ready", "corrupted"));
        FrameMaker maker = new FrameMaker(new Random(6));
        possible.forEach((revision, states) -> states.forEach(state -> {
            ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of("timestamp", state));
            NicBench bench = NicBench.of(setup);
            Received received = setup.hardware().receive(maker.make().packet(0, arrival(0)), 0);
            bench.put(0, received);
            KfuncResult.Returned result = bench.called("bpf_xdp_metadata_rx_timestamp", 2).returned();
            assertEquals(state.equals("ready") ? 0 : Errno.ENODATA.negative(), result.errno(), revision + " " + state);
            if (state.equals("dropped")) {
                byte[] d = received.descriptor();
                assertEquals(1, switch (revision) {
                    case "gmac4" -> bits(d, 1, 15, 14) >> 1;
                    case "xgmac" -> bits(d, 7, 6, 6);
                    default -> bits(d, 4, 14, 14);
                });
            }
        }));
        ConfiguredNic off = NIC.configure(Optional.empty(), Map.of("hwtstamp", "none"));
        byte[] d = off.hardware().receive(maker.make().packet(0, arrival(0)), 0).descriptor();
        assertEquals(0, bits(d, 1, 15, 14));
        assertEquals(2, bits(d, 7, 31, 30), "the next entry is still the device's");
    }

    @Test
    void ptpMessagesAreNamed() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        Map<Integer, Integer> numbers = Map.of(0, 1, 1, 3, 2, 5, 3, 6, 8, 2, 9, 4, 10, 7, 11, 8, 12, 10, 13, 9);
        for (int type = 0; type < 16; type++) {
            byte[] d = setup.hardware().receive(PtpFrames.ethernet(type, 2).packet(), 0).descriptor();
            int number = numbers.getOrDefault(type, 0);
            assertEquals(number, bits(d, 1, 11, 8), "type " + type);
            assertEquals(number == 0 ? 0 : 3, bits(d, 1, 13, 12), "over Ethernet, version 2");
        }
        byte[] udp = setup.hardware().receive(PtpFrames.udp(0, 2, 319).packet(), 0).descriptor();
        assertEquals(1, bits(udp, 1, 11, 8));
        assertEquals(2, bits(udp, 1, 13, 12));
        byte[] first = setup.hardware().receive(PtpFrames.ethernet(0, 1).packet(), 0).descriptor();
        assertEquals(0, bits(first, 1, 13, 8), "version 1");
    }

    @Test
    void theSkbCarriesWhatDescriptorAndFrameSay() {
        FrameMaker maker = new FrameMaker(new Random(8));
        for (String revision : List.of("gmac4", "xgmac", "gmac3", "gmac3-extended")) {
            boolean old = revision.startsWith("gmac3");
            for (String vlan : old ? List.of("on") : List.of("on", "off")) {
                for (String xsk : List.of("off", "on")) {
                    ConfiguredNic setup = NIC.configure(Optional.of(revision),
                            Map.of("rx-vlan-offload", vlan, "xsk", xsk, "ptp-clock", "62.5MHz", "queue", "2"));
                    NicBench bench = NicBench.of(setup);
                    for (int i = 0; i < FRAMES / 4; i++) {
                        FrameMaker.Made made = maker.make();
                        Received received = setup.hardware().receive(made.packet(i, arrival(i)), i);
                        bench.put(i % 64, received);
                        skb(bench, setup, made, received, i);
                    }
                }
            }
        }
    }

    private static void skb(NicBench bench, ConfiguredNic setup, FrameMaker.Made made, Received received, int i) {
        String revision = setup.settings().get("revision");
        boolean hardware = !revision.startsWith("gmac3") && setup.settings().get("rx-vlan-offload").equals("on");
        boolean ctag = made.tpid() == 0x8100 && (hardware || revision.startsWith("gmac3"));
        boolean stag = made.tpid() == 0x88a8 && !hardware;
        byte[] data = ctag && !hardware || stag ? made.untagged() : received.frame();
        byte[] type = Arrays.copyOfRange(data, 12, 14);
        BuiltSkb skb = bench.skb();
        assertEquals(ctag || stag ? made.tci() : 0, skb.field("vlan_tci"));
        assertEquals(ctag ? 0x0081 : stag ? 0xa888 : 0, skb.field("vlan_proto"), "network order");
        assertEquals(data.length - 14, skb.field("len"));
        assertEquals(Little.number(type, 0, 2), skb.field("protocol"));
        boolean ip = made.version() != 0 && (made.tpid() == 0 || ctag || stag);
        boolean wrong = made.version() == 4 && !made.l3Right() || transport(made) && !made.l4Right();
        boolean looked = switch (revision) {
            case "gmac3-extended" -> false;
            case "xgmac" -> true;
            default -> !wrong;
        };
        boolean zeroCopy = setup.settings().get("xsk").equals("on");
        assertEquals(ip && (looked || zeroCopy) ? 1 : 0, skb.field("ip_summed"), revision);
        boolean hashed = revision.equals("xgmac") && made.version() != 0;
        assertEquals(hashed ? received.facts().number(Role.RSS_HASH) : 0, skb.field("hash"));
        assertEquals(hashed && transport(made) ? 1 : 0, skb.field("l4_hash"));
        assertEquals(arrival(i) - (revision.equals("gmac4") ? 32 : 0), skb.field("hwtstamp"));
        assertEquals(3, skb.field("queue_mapping"));
    }

    @Test
    void aRecordedDescriptorSaysWhatWasStrippedAndKnown() {
        FrameMaker maker = new FrameMaker(new Random(9));
        for (String revision : List.of("gmac4", "xgmac", "gmac3", "gmac3-extended")) {
            ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of());
            for (int i = 0; i < FRAMES; i++) {
                var packet = maker.make().packet(i, arrival(i));
                Received simulated = setup.hardware().receive(packet, i);
                Received recorded = setup.hardware().receive(packet, i, simulated.descriptor());
                assertArrayEquals(simulated.frame(), recorded.frame());
                for (Role role : List.of(Role.CLOCK_SECONDS, Role.CLOCK_NANOSECONDS, Role.FRAME_LENGTH)) {
                    assertEquals(simulated.facts().known().get(role), recorded.facts().known().get(role), role.word());
                }
            }
        }
    }
}
