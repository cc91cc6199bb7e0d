package dev.xdpscope.drivers.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An Ethernet frame as far as a NIC's parser knows it. Any bytes make a frame: what is cut off, damaged or unknown is
 * absent, and what is there is in {@link #layers()}.
 *
 * @param bytes the frame from the destination MAC address on; shared, not to be changed
 * @param ethernet present from 14 bytes on
 * @param vlans outermost first
 * @param l3 the IP header, present if it is whole and its lengths make sense
 * @param l4 the transport header, present if it is whole and this is no later fragment
 * @param layers outermost first, without gap or overlap over all bytes
 */
public record Frame(byte[] bytes, Optional<Ethernet> ethernet, List<VlanTag> vlans, Optional<L3> l3, Optional<L4> l4,
        List<Layer> layers) {

    public Frame {
        vlans = List.copyOf(vlans);
        layers = List.copyOf(layers);
    }

    /** Parses as far as the bytes go; what cannot be parsed is absent. */
    public static Frame parse(byte[] bytes) {
        return new FrameParser(bytes).parse();
    }

    /** Present if this is an IP fragment. */
    public Optional<Fragment> fragment() {
        return l3.flatMap(L3::fragment);
    }

    /** The IPv4 header's checksum; NONE for all else. */
    public ChecksumStatus l3Checksum() {
        return l3.map(h -> switch (h) {
            case L3.Ipv4 v4 -> v4.checksumOk() ? ChecksumStatus.OK : ChecksumStatus.BAD;
            case L3.Ipv6 v6 -> ChecksumStatus.NONE;
        }).orElse(ChecksumStatus.NONE);
    }

    /** The transport checksum. */
    public ChecksumStatus l4Checksum() {
        return l3.map(h -> TransportChecksum.check(bytes, h, l4)).orElse(ChecksumStatus.NONE);
    }

    /**
     * Ones' complement sum of the IP packet, header included and padding excluded, not inverted, in network order: what
     * mlx5 puts into {@code check_sum} (drivers/net/ethernet/mellanox/mlx5/core/en_rx.c, mlx5e_handle_csum, 6.12: the CQE's
     * sum begins at the IP header, VLAN headers are added by the driver). Empty if this is no IP packet; bytes that
     * were not captured count as absent.
     */
    public OptionalInt ipSum() {
        return l3.isEmpty() ? OptionalInt.empty() : OptionalInt.of(
                Checksums.sum(bytes, l3.get().offset(), Math.min(bytes.length, l3.get().end())));
    }

    /**
     * Ones' complement sum of a TCP or UDP header, of what follows it in the IP packet and of the pseudo-header, not inverted, in
     * network order: 0xffff if the checksum is right. Empty if it is neither, or not whole.
     */
    public OptionalInt l4Sum() {
        return l3.isEmpty() ? OptionalInt.empty() : TransportChecksum.sum(bytes, l3.get(), l4);
    }

    /** One line such as {@code IP 10.0.0.1:1234 > 10.0.0.2:53 UDP 64}; the number is the payload's length. */
    public String summary() {
        return FrameSummary.of(this);
    }
}
