package dev.xdpscope.drivers.rx;

import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.RssInput;
import dev.xdpscope.drivers.packet.RssType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What GRO compares of two packets before it looks at their headers: {@code gro_list_prepare()} (net/core/gro.c) with
 * {@code skb_metadata_differs()} (include/linux/skbuff.h), 6.12. What differs there keeps packets of one flow apart; what their
 * protocols ask beyond that, such as adjoining sequence numbers, is not simulated.
 */
public final class Gro {
    private static final Set<RssType> FLOWS =
            Set.of(RssType.IPV4_TCP, RssType.IPV6_TCP, RssType.IPV4_UDP, RssType.IPV6_UDP);

    /** Bytes at the front of a frame that are compared as they are. */
    private static final int MAC_HEADER = 14;

    private Gro() {}

    /**
     * A packet as GRO gets it.
     *
     * @param packet its index
     * @param hash of the sk_buff, 0 if it has none
     * @param vlan protocol and tag control information
     * @param metadata in front of the MAC header
     * @param frame from the MAC header on
     */
    public record Held(int packet, long hash, long vlan, byte[] metadata, byte[] frame) {
        /** The TCP or UDP flow that the packet belongs to; empty if it is of none. */
        public Optional<List<Byte>> flow() {
            return RssInput.select(Frame.parse(frame), FLOWS).map(i -> {
                List<Byte> key = new ArrayList<>();
                key.add((byte) i.type().ordinal());
                for (byte b : i.bytes()) {
                    key.add(b);
                }
                return key;
            });
        }
    }

    /**
     * Two packets of one flow.
     *
     * @param with the earlier packet
     * @param metadata bytes of the metadata that differ, by their offset; all of it where the lengths differ
     * @param reasons what keeps them apart, for people; empty if nothing does
     */
    public record Comparison(int with, List<Integer> metadata, List<String> reasons) {
        public Comparison {
            metadata = List.copyOf(metadata);
            reasons = List.copyOf(reasons);
        }

        /** Whether nothing keeps the two apart here. */
        public boolean same() {
            return reasons.isEmpty();
        }
    }

    /** Compares {@code later} with a packet of the same flow that is held. */
    public static Comparison compare(Held earlier, Held later) {
        List<String> reasons = new ArrayList<>();
        if (earlier.hash() != later.hash()) {
            reasons.add("hash 0x%08x and 0x%08x".formatted(earlier.hash(), later.hash()));
        }
        if (earlier.vlan() != later.vlan()) {
            reasons.add("VLAN tag");
        }
        List<Integer> differing = differing(earlier.metadata(), later.metadata());
        if (!differing.isEmpty()) {
            reasons.add(metadata(earlier.metadata(), later.metadata(), differing));
        }
        if (!Arrays.equals(earlier.frame(), 0, MAC_HEADER, later.frame(), 0, MAC_HEADER)) {
            reasons.add("MAC header");
        }
        return new Comparison(earlier.packet(), differing, reasons);
    }

    private static List<Integer> differing(byte[] a, byte[] b) {
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            if (a.length != b.length || a[i] != b[i]) {
                offsets.add(i);
            }
        }
        return offsets;
    }

    private static String metadata(byte[] a, byte[] b, List<Integer> differing) {
        if (a.length != b.length) {
            return "metadata of " + a.length + " and " + b.length + " bytes";
        }
        int first = differing.getFirst();
        int last = differing.getLast();
        HexFormat hex = HexFormat.of();
        return "metadata " + (first == last ? "byte " + first : "bytes " + first + " to " + last)
                + ": " + hex.formatHex(a, first, last + 1) + " and " + hex.formatHex(b, first, last + 1);
    }
}
