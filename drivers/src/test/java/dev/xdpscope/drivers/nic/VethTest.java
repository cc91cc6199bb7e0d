package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Toeplitz;
import dev.xdpscope.engine.abi.Errno;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** veth's C, its unrollers and the sk_buffs that its peer sends, against a decoder written from the documented structure. */
class VethTest {
    private static final Nic NIC = Nics.load("veth");
    private static final int SKBS = Descriptors.each(5000, 4);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN = "bpf_xdp_metadata_rx_vlan_tag";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;

    private int skbs;
    private int dissected;

    @Test
    void everyHintIsWhatTheSkbSaysCalledAndUnrolled() {
        Random random = new Random(0x76657468);
        for (String from : List.of("stack", "forwarded", "xmit", "stack")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("from", from));
            assertEquals(EnumSet.allOf(Feature.class), setup.features());
            compare(setup, NicBench.of(setup), random, !from.equals("xmit"));
        }
        assertTrue(skbs >= 20_000 && dissected > 3000, skbs + " sk_buffs, " + dissected + " dissected");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random, boolean there) {
        FrameMaker maker = new FrameMaker(random);
        for (int i = 0; i < SKBS; i++) {
            FrameMaker.Made made = maker.make();
            byte[] frame = made.bytes();
            byte[] d = new byte[32];
            random.nextBytes(d);
            Little.put(d, 16, 4, frame.length);
            boolean hashed = random.nextInt(3) > 0;
            int l4 = hashed ? random.nextInt(2) : 0;
            Little.put(d, 24, 1, l4);
            Little.put(d, 25, 1, hashed && (l4 == 0 || random.nextBoolean()) ? 1 : 0);
            if (random.nextInt(3) == 0) {
                Little.put(d, 26, 4, 0);
            }
            int slot = random.nextInt(setup.ringEntries());
            Received received = new Received(d, frame, new Facts(Map.of(), ""), slot);
            bench.put(slot, received);

            boolean tagged = there && Little.number(d, 26, 4) != 0;
            int proto = ByteBuffer.wrap(d).getShort(26) & 0xffff;
            long tci = Little.number(d, 28, 2);
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, there,
                    Mlx5Reference.out(Little.number(d, 8, 8), 8, UNTOUCHED, 8));
            KfuncResult.Returned vlan = bench.called(VLAN, 3).returned();
            assertEquals(tagged ? 0 : Errno.ENODATA.negative(), vlan.errno());
            assertEquals(tagged ? Mlx5Reference.out(Little.number(d, 26, 2), 2, tci, 2)
                    : there ? Mlx5Reference.out(0, 0, 0, 2) : Mlx5Reference.untouched(), vlan.outputs());
            assertEquals(Optional.of(vlan), bench.unrolled(VLAN, 3));
            for (String kfunc : List.of(TIMESTAMP, HASH, VLAN)) {
                KfuncChecks.requireRfc(bench, kfunc + "_supported", 1);
            }
            KfuncChecks.requireRfc(bench, TIMESTAMP, there ? Little.number(d, 0, 8) : 0);
            KfuncChecks.requireRfc(bench, VLAN, tagged ? (long) proto << 16 | tci : 0);
            boolean type = hashed ? l4 == 1 : ports(made);
            long hash = hashed ? Little.number(d, 20, 4) : flowHash(made);
            for (boolean unrolled : new boolean[]{false, true}) {
                bench.put(slot, received);
                hash(bench, there, hash, type, hashed ? d[25] : 1, unrolled);
            }
            skbs++;
            dissected += there && !hashed ? 1 : 0;
        }
    }

    /** The first call may make the hash; what it made stays in the sk_buff. */
    private static void hash(NicBench bench, boolean there, long hash, boolean l4, int swHash, boolean unrolled) {
        for (int i = 0; i < 2; i++) {
            KfuncResult.Returned called =
                    unrolled ? bench.unrolled(HASH, 3).orElseThrow().returned() : bench.called(HASH, 3).returned();
            assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno());
            assertEquals(there ? Mlx5Reference.out(hash, 4, l4 ? 8 : 0, 4) : Mlx5Reference.untouched(),
                    called.outputs());
            KfuncChecks.requireRfc(bench, HASH, there ? (l4 ? 8L << 32 : 0) | hash : 0);
        }
        if (there) {
            long skb = bench.read("veth_xdp_buff", "skb", bench.state().context());
            assertEquals(hash, bench.read("peer_skb", "hash", skb));
            assertEquals(l4 ? 1 : 0, bench.read("peer_skb", "l4_hash", skb));
            assertEquals(swHash, bench.read("peer_skb", "sw_hash", skb));
        }
    }

    private static boolean ports(FrameMaker.Made made) {
        int at = 14 + (made.version() == 4 ? 20 : 40);
        return made.version() != 0 && made.tpid() == 0 && !made.fragment()
                && (made.protocol() == 6 || made.protocol() == 17)
                && ByteBuffer.wrap(made.bytes()).getInt(at) != 0;
    }

    /** Both addresses and both ports, the smaller first and the greater first: the same in both directions. */
    private static long flowHash(FrameMaker.Made made) {
        int at = 14;
        ByteBuffer frame = ByteBuffer.wrap(made.bytes());
        if (made.version() == 0 || made.tpid() != 0) {
            return hash(ByteBuffer.allocate(4).putInt(frame.getShort(at - 2) & 0xffff));
        }
        int size = made.version() == 4 ? 4 : 16;
        int source = at + (made.version() == 4 ? 12 : 8);
        boolean swap = new BigInteger(1, made.bytes(), source, size)
                .compareTo(new BigInteger(1, made.bytes(), source + size, size)) > 0;
        int ports = ports(made) ? frame.getInt(source + 2 * size) : 0;
        int high = Math.max(ports >>> 16, ports & 0xffff);
        int low = Math.min(ports >>> 16, ports & 0xffff);
        return hash(ByteBuffer.allocate(2 * size + 4).put(frame.slice(swap ? source + size : source, size))
                .put(frame.slice(swap ? source : source + size, size)).putInt(high << 16 | low));
    }

    private static long hash(ByteBuffer input) {
        int hash = Toeplitz.standard().hash(input.array());
        return hash == 0 ? 1 : hash & 0xffff_ffffL;
    }

    /** An RFC call without a hash in the sk_buff, unrolled and not: both have the dissector make it. */
    @Test
    void theRfcsHashIsMadeWhereThereIsNone() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        NicBench bench = NicBench.of(setup);
        Received received = setup.hardware().receive(new FrameMaker(new Random(5)).make().packet(0, YEAR_2020), 0);
        bench.put(0, received);
        long called = bench.called(HASH, 1).returned().r0();
        bench.put(0, received);
        assertEquals(called, bench.unrolled(HASH, 1).orElseThrow().returned().r0());
        assertTrue((called & 0xffff_ffffL) != 0);
    }

    /** RFC v1 jumped to the load where there is no sk_buff, and over nothing where there is one. */
    @Test
    void theFirstVersionsJumpIsTheWrongWayRound() {
        for (String from : List.of("stack", "xmit")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("from", from, "unroller", "v1"));
            NicBench bench = NicBench.of(setup);
            bench.put(0, setup.hardware().receive(new FrameMaker(new Random(1)).make().packet(0, YEAR_2020), 0));
            if (from.equals("stack")) {
                KfuncChecks.requireRfc(bench, TIMESTAMP, YEAR_2020);
            } else {
                assertEquals(0, bench.called(TIMESTAMP, 1).returned().r0());
                AssertionError fault =
                        assertThrows(AssertionError.class, () -> bench.unrolled(TIMESTAMP, 1).orElseThrow().returned());
                assertTrue(fault.getMessage().contains("null pointer"), fault.getMessage());
            }
        }
    }

    @Test
    void everySkbIsWhatTheFrameWasMadeWithAndIsPassedOn() {
        Random random = new Random(59);
        FrameMaker maker = new FrameMaker(random);
        for (String from : List.of("stack", "forwarded", "xmit")) {
            for (String vlan : List.of("accelerated", "inline")) {
                ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("from", from, "vlan", vlan));
                NicBench bench = NicBench.of(setup);
                for (int i = 0; i < 400; i++) {
                    sent(setup, bench, maker.make(), YEAR_2020 + (random.nextLong() >>> 4), i);
                }
            }
        }
    }

    private static void sent(ConfiguredNic setup, NicBench bench, FrameMaker.Made made, long nanos, int i) {
        String from = setup.settings().get("from");
        boolean xmit = from.equals("xmit");
        boolean forwarded = from.equals("forwarded");
        boolean beside = !xmit && made.tpid() != 0 && setup.settings().get("vlan").equals("accelerated");
        Received received = setup.hardware().receive(made.packet(i, nanos), i);
        byte[] d = received.descriptor();
        boolean transport = made.transport();
        boolean socket = transport && made.protocol() == 6;
        assertArrayEquals(beside ? made.untagged() : made.bytes(), received.frame());
        assertEquals(xmit ? 0 : nanos, Little.number(d, 0, 8));
        assertEquals(forwarded ? nanos : 0, Little.number(d, 8, 8));
        assertEquals(xmit ? 0 : received.frame().length, Little.number(d, 16, 4));
        assertEquals(forwarded && made.version() != 0 || !xmit && socket, Little.number(d, 20, 4) != 0);
        assertEquals(forwarded && transport || !xmit && socket ? 1 : 0, d[24]);
        assertEquals(0, d[25]);
        assertEquals(beside ? made.tpid() : 0, ByteBuffer.wrap(d).getShort(26) & 0xffff);
        assertEquals(beside ? made.tci() : 0, Little.number(d, 28, 2));
        assertEquals(forwarded && made.l4Right() ? 1 : 0, d[30]);
        bench.put(i % 64, received);
        if (i % 4 == 0) {
            BuiltSkb skb = bench.skb();
            assertEquals(Little.number(d, 8, 8), skb.field("hwtstamp"));
            assertEquals(Little.number(d, 20, 4), skb.field("hash"));
            assertEquals(d[24], skb.field("l4_hash"));
            assertEquals(d[30], skb.field("ip_summed"));
            assertEquals(beside ? 1 : 0, skb.field("vlan_present"));
            assertEquals(beside ? made.tci() : 0, skb.field("vlan_tci"));
        }
    }
}
