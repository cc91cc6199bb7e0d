package dev.xdpscope.drivers.packet;

import java.util.Optional;

/**
 * One whole extension header that has been taken as a layer.
 *
 * @param next protocol of what follows
 * @param fragment present for an IPv6 fragment header
 * @param sourceRouted whether it is a routing header with segments left
 */
record ExtensionHeader(int next, Optional<Fragment> fragment, boolean sourceRouted) {
    private static final int MINIMUM = 8;

    static boolean is(int protocol) {
        return switch (protocol) {
            case IpProtocol.HOP_BY_HOP, IpProtocol.ROUTING, IpProtocol.FRAGMENT, IpProtocol.AH,
                    IpProtocol.DESTINATION_OPTIONS -> true;
            default -> false;
        };
    }

    /** Takes the extension header {@code protocol} as the next layer, if it is whole and within {@code end}. */
    static Optional<ExtensionHeader> next(FrameParser in, int protocol, int end) {
        byte[] b = in.bytes();
        int at = in.at();
        int left = Math.min(end, b.length) - at;
        int length = left < MINIMUM ? MINIMUM : switch (protocol) {
            case IpProtocol.FRAGMENT -> MINIMUM;
            case IpProtocol.AH -> 4 * (Wire.u8(b, at + 1) + 2);
            default -> 8 * (Wire.u8(b, at + 1) + 1);
        };
        if (left < length || length < MINIMUM) {
            return Optional.empty();
        }
        int next = Wire.u8(b, at);
        Optional<Fragment> fragment = protocol == IpProtocol.FRAGMENT ? Optional.of(fragment(b, at)) : Optional.empty();
        String summary = fragment
                .map(f -> "id 0x%08x, offset %d%s".formatted(f.id(), f.offset(), f.more() ? ", more" : ""))
                .orElse("next " + IpProtocol.name(next));
        in.layer(IpProtocol.name(protocol), length, summary);
        boolean routed = protocol == IpProtocol.ROUTING && Wire.u8(b, at + 3) != 0;
        return Optional.of(new ExtensionHeader(next, fragment, routed));
    }

    private static Fragment fragment(byte[] b, int at) {
        int field = Wire.u16(b, at + 2);
        return new Fragment(Wire.u32(b, at + 4), field & 0xfff8, (field & 1) != 0);
    }
}
