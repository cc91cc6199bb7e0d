package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.packet.Ethernet;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.L4;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message of the Precision Time Protocol version 2, over Ethernet or UDP: IEEE 1588-2019, 13.3 (header), annexes C to E
 * (transports).
 *
 * @param kind a name of {@link Role#PTP}
 * @param message a name of {@link Role#PTP_MESSAGE}
 */
record Ptp(String kind, String message) {
    static final int ETHERTYPE = 0x88f7;

    private static final Ptp NONE = new Ptp("none", "none");
    private static final int EVENT_PORT = 319;
    private static final int GENERAL_PORT = 320;
    private static final int HEADER = 34;
    private static final int VERSION = 2;

    /** Types below 8 are events, which are timestamped. */
    private static final int FIRST_GENERAL = 8;

    private static final Map<Integer, String> MESSAGES = Map.of(0, "sync", 1, "delay-req", 2, "pdelay-req",
            3, "pdelay-resp", 8, "follow-up", 9, "delay-resp", 10, "pdelay-follow-up", 11, "announce",
            12, "signaling", 13, "management");

    /** {@code fragment} tells whether the frame holds a part of an IP packet, in which no device looks for PTP. */
    static Ptp of(Frame frame, boolean fragment) {
        Optional<Ethernet> ethernet = frame.ethernet().filter(e -> e.etherType() == ETHERTYPE);
        if (ethernet.isPresent()) {
            return message("ethernet", frame.bytes(), ethernet.get().payload());
        }
        OptionalInt udp = fragment ? OptionalInt.empty()
                : frame.l4().filter(L4.Udp.class::isInstance).map(L4.Udp.class::cast)
                        .filter(u -> u.destinationPort() == EVENT_PORT || u.destinationPort() == GENERAL_PORT).stream()
                        .mapToInt(u -> u.offset() + u.headerLength()).findFirst();
        return udp.isPresent() ? message("udp", frame.bytes(), udp.getAsInt()) : NONE;
    }

    private static Ptp message(String transport, byte[] bytes, int at) {
        if (bytes.length < at + HEADER || (bytes[at + 1] & 0x0f) != VERSION || !MESSAGES.containsKey(bytes[at] & 0x0f)) {
            return NONE;
        }
        int type = bytes[at] & 0x0f;
        return new Ptp(transport + (type < FIRST_GENERAL ? "-event" : "-general"), MESSAGES.get(type));
    }
}
