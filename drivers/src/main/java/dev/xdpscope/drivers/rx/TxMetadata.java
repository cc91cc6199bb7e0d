package dev.xdpscope.drivers.rx;

import dev.xdpscope.drivers.packet.Checksums;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.L3;
import dev.xdpscope.drivers.packet.L4;
import dev.xdpscope.engine.abi.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AF_XDP transmit metadata: {@code struct xsk_tx_metadata} in front of a packet that the consumer sends
 * (include/uapi/linux/if_xdp.h, net/xdp/xsk.c, net/xdp/xsk_queue.h, include/net/xdp_sock.h, 6.12; launch times as in
 * Documentation/networking/xsk-tx-metadata.rst of later kernels).
 */
public final class TxMetadata {
    /** XDP_TXMD_FLAGS_… */
    public static final long TIMESTAMP = 1;

    public static final long CHECKSUM = 2;
    public static final long LAUNCH_TIME = 4;
    private static final long VALID = TIMESTAMP | CHECKSUM | LAUNCH_TIME;

    /** Descriptor options: the area is there; the packet goes on in the next descriptor. */
    public static final int XDP_TX_METADATA = 2;

    public static final int XDP_PKT_CONTD = 1;

    /** Bytes of the structure with a launch time. */
    public static final int SIZE = 24;

    /** Offsets of the checksum in the transport headers. */
    private static final int UDP_CHECKSUM = 6;

    private static final int TCP_CHECKSUM = 16;

    /** Features that a device may have for zero copy (include/uapi/linux/netdev.h, {@code enum netdev_xsk_flags}). */
    public enum Feature {
        TX_TIMESTAMP("tx-timestamp"),
        TX_CHECKSUM("tx-checksum"),
        TX_LAUNCH_TIME_FIFO("tx-launch-time-fifo");

        private final String word;

        Feature(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * What the consumer asks for.
     *
     * @param area {@code tx_metadata_len} of the UMEM, 0 if it was registered without
     * @param softwareChecksum whether the UMEM has XDP_UMEM_TX_SW_CSUM
     * @param options of the descriptor
     * @param flags of the structure
     * @param csumStart bytes from the packet's first
     * @param csumOffset bytes from csumStart
     * @param launchDelay launch time, in nanoseconds after the packet arrived
     * @param features what the device offers, for zero copy
     */
    public record Request(int area, boolean softwareChecksum, int options, long flags, int csumStart, int csumOffset,
            long launchDelay, Set<Feature> features) {
        public Request {
            features = Set.copyOf(features);
        }

        /** Why {@code XDP_UMEM_REG} refuses the area's size ({@code xdp_umem_reg()}, net/xdp/xdp_umem.c); empty if it does not. */
        public Optional<Refusal> registration() {
            return area < 256 && area % 8 == 0 && (area == 0 || area >= 16) ? Optional.empty()
                    : Optional.of(new Refusal(Errno.EINVAL.negative(), "XDP_UMEM_REG: tx_metadata_len is " + area
                            + "; it must be a multiple of 8 from 16 to 248"));
        }
    }

    /** An errno, negative, or 0 where the kernel only leaves the descriptor aside; and why. */
    public record Refusal(int errno, String why) {}

    /**
     * What came of a request.
     *
     * @param address of the descriptor
     * @param area the structure before sending, then after completion; empty if there is none
     * @param refusal why the packet was not sent
     * @param notes what was done for each flag, and what was not
     * @param sent the packet on the wire, if it was sent
     */
    public record Reply(long address, byte[] area, byte[] completed, Optional<Refusal> refusal, List<String> notes,
            byte[] sent) {
        public Reply {
            notes = List.copyOf(notes);
        }
    }

    private final Request request;
    private final AfXdpFrame frame;
    private final Umem umem;
    private final List<String> notes = new ArrayList<>();

    private TxMetadata(Request request, AfXdpFrame frame, Umem umem) {
        this.request = request;
        this.frame = frame;
        this.umem = umem;
    }

    /**
     * Sends a received packet back from where it lies.
     *
     * @param now the device's clock when the packet arrived, and CLOCK_TAI, nanoseconds
     * @param sent the same when it is sent
     */
    public static Reply reply(Request request, AfXdpFrame frame, Umem umem, long now, long sent) {
        return new TxMetadata(request, frame, umem).reply(now, sent);
    }

    private Reply reply(long now, long sent) {
        byte[] area = written(now);
        Optional<Refusal> refusal = invalid().or(this::refused);
        if (refusal.isPresent()) {
            return new Reply(frame.address(), area, area, refusal, notes, new byte[0]);
        }
        byte[] packet = frame.packet().clone();
        if (has(CHECKSUM)) {
            pseudoHeader(packet);
            checksum(packet);
        }
        if (has(LAUNCH_TIME)) {
            launch(now);
        }
        return new Reply(frame.address(), area, has(TIMESTAMP) ? complete(area, sent) : area, refusal, notes, packet);
    }

    private boolean metadata() {
        return (request.options() & XDP_TX_METADATA) != 0 && request.area() > 0;
    }

    /** A flag that counts: zero copy leaves a structure with unknown flags aside ({@code xsk_buff_get_metadata()}). */
    private boolean has(long flag) {
        return metadata() && (request.flags() & ~VALID) == 0 && (request.flags() & flag) != 0;
    }

    /** What the consumer writes in front of the packet. */
    private byte[] written(long now) {
        if (!metadata()) {
            return new byte[0];
        }
        ByteBuffer b = ByteBuffer.allocate(Math.max(SIZE, request.area())).order(ByteOrder.LITTLE_ENDIAN);
        b.putLong(0, request.flags()).putShort(8, (short) request.csumStart()).putShort(10,
                (short) request.csumOffset());
        if ((request.flags() & LAUNCH_TIME) != 0) {
            b.putLong(16, now + request.launchDelay());
        }
        byte[] area = java.util.Arrays.copyOf(b.array(), request.area());
        umem.region().put((int) frame.address() - area.length, area);
        return area;
    }

    /** Descriptors that {@code xp_aligned_validate_desc()} skips without an error; only a counter says so. */
    private Optional<Refusal> invalid() {
        long start = frame.address() - request.area();
        int chunk = umem.spec().chunk();
        if (start < 0 || start % chunk + frame.length() + request.area() > chunk) {
            return Optional.of(new Refusal(0, "the descriptor is invalid (tx_invalid_descs): "
                    + "metadata and packet do not lie in one chunk"));
        }
        int unknown = request.options() & ~(XDP_TX_METADATA | XDP_PKT_CONTD);
        return unknown == 0 ? Optional.empty() : Optional.of(new Refusal(0,
                "the descriptor is invalid (tx_invalid_descs): unknown options 0x%x".formatted(unknown)));
    }

    /** What {@code xsk_build_skb()} refuses in copy mode. In zero copy the driver is not asked about a structure it cannot use. */
    private Optional<Refusal> refused() {
        boolean asked = (request.options() & XDP_TX_METADATA) != 0;
        if (frame.zeroCopy()) {
            if (asked && (request.area() == 0 || (request.flags() & ~VALID) != 0)) {
                notes.add(request.area() == 0 ? "the UMEM has no transmit metadata: the option does nothing"
                        : "unknown flags 0x%x: the structure is left aside, and nobody is told"
                                .formatted(request.flags() & ~VALID));
            }
            return Optional.empty();
        }
        if (asked && request.area() == 0) {
            return Optional.of(new Refusal(Errno.EINVAL.negative(),
                    "XDP_TX_METADATA on a UMEM without transmit metadata"));
        }
        if (asked && (request.flags() & ~VALID) != 0) {
            return Optional.of(new Refusal(Errno.EINVAL.negative(),
                    "unknown flags 0x%x".formatted(request.flags() & ~VALID)));
        }
        if (has(CHECKSUM) && request.csumStart() + request.csumOffset() + 2 > frame.length()) {
            return Optional.of(new Refusal(Errno.EINVAL.negative(), "csum_start + csum_offset + 2 = "
                    + (request.csumStart() + request.csumOffset() + 2) + " is beyond the packet's " + frame.length()
                    + " bytes"));
        }
        return Optional.empty();
    }

    /** The consumer leaves the sum of the pseudo header where the checksum will be, if that is the packet's own checksum. */
    private void pseudoHeader(byte[] packet) {
        Frame parsed = Frame.parse(packet);
        int at = request.csumStart() + request.csumOffset();
        boolean own = parsed.l4().filter(h -> h.offset() == request.csumStart()
                && (h instanceof L4.Udp && request.csumOffset() == UDP_CHECKSUM
                        || h instanceof L4.Tcp && request.csumOffset() == TCP_CHECKSUM))
                .isPresent();
        if (own) {
            L3 l3 = parsed.l3().orElseThrow();
            int sum = Checksums.pseudoHeader(l3, l3.protocol(), l3.end() - request.csumStart());
            packet[at] = (byte) (sum >> 8);
            packet[at + 1] = (byte) sum;
        }
    }

    private void checksum(byte[] packet) {
        boolean device = frame.zeroCopy() && request.features().contains(Feature.TX_CHECKSUM);
        if (frame.zeroCopy() && !device) {
            notes.add("checksum: the driver has no tmo_request_checksum, so nothing is done");
            return;
        }
        int at = request.csumStart() + request.csumOffset();
        if (at + 2 > packet.length) {
            notes.add("checksum: byte " + at + " is beyond the packet; what the device makes of it is its own affair");
            return;
        }
        if (device || request.softwareChecksum()) {
            int sum = Checksums.sum(packet, request.csumStart(), packet.length);
            int folded = ~sum & 0xffff;
            // A sum of 0 is sent as its other form (CSUM_MANGLED_0, skb_checksum_help(), net/core/dev.c).
            int value = folded == 0 ? 0xffff : folded;
            packet[at] = (byte) (value >> 8);
            packet[at + 1] = (byte) value;
            notes.add("checksum: 0x%04x at byte %d, by the %s".formatted(value, at,
                    device ? "device" : "CPU (XDP_UMEM_TX_SW_CSUM)"));
        } else {
            notes.add("checksum: CHECKSUM_PARTIAL, csum_start " + request.csumStart() + ", csum_offset "
                    + request.csumOffset() + "; the device's own transmit path is to fill it in");
        }
    }

    private void launch(long now) {
        if (frame.zeroCopy() && !request.features().contains(Feature.TX_LAUNCH_TIME_FIFO)) {
            notes.add("launch time: the driver has no tmo_request_launch_time, so the packet goes at once");
        } else {
            notes.add("launch time: " + Long.toUnsignedString(now + request.launchDelay()) + " ns"
                    + (frame.zeroCopy() ? "" : ", in skb_mstamp_ns for the qdisc"));
        }
    }

    /** The completion lies where the checksum's places were: they are gone for the next packet. */
    private byte[] complete(byte[] area, long sent) {
        if (frame.zeroCopy() && !request.features().contains(Feature.TX_TIMESTAMP)) {
            notes.add("timestamp: the driver has no tmo_fill_timestamp, so tx_timestamp stays as it is");
            return area;
        }
        byte[] completed = area.clone();
        ByteBuffer.wrap(completed).order(ByteOrder.LITTLE_ENDIAN).putLong(8, sent);
        umem.region().put((int) frame.address() - completed.length, completed);
        notes.add("timestamp: " + Long.toUnsignedString(sent) + (frame.zeroCopy() ? " by the device"
                : " of CLOCK_TAI, by software") + "; it overwrites csum_start and csum_offset");
        return completed;
    }
}
