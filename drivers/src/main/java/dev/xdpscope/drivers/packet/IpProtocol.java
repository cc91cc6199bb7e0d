package dev.xdpscope.drivers.packet;

/** The IANA protocol numbers that a NIC's parser knows. */
public final class IpProtocol {
    public static final int HOP_BY_HOP = 0;
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int ESP = 50;
    public static final int AH = 51;
    public static final int ICMPV6 = 58;
    public static final int NO_NEXT_HEADER = 59;
    public static final int DESTINATION_OPTIONS = 60;
    public static final int SCTP = 132;

    private IpProtocol() {}

    /** Whether the protocol has a checksum that we can check. */
    static boolean checked(int protocol) {
        return switch (protocol) {
            case ICMP, TCP, UDP, ICMPV6, SCTP -> true;
            default -> false;
        };
    }

    /** For example {@code TCP} or {@code protocol 47}. */
    public static String name(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP -> "hop-by-hop options";
            case ICMP -> "ICMP";
            case TCP -> "TCP";
            case UDP -> "UDP";
            case ROUTING -> "routing header";
            case FRAGMENT -> "fragment header";
            case ESP -> "ESP";
            case AH -> "AH";
            case ICMPV6 -> "ICMPv6";
            case NO_NEXT_HEADER -> "no next header";
            case DESTINATION_OPTIONS -> "destination options";
            case SCTP -> "SCTP";
            default -> "protocol " + protocol;
        };
    }
}
