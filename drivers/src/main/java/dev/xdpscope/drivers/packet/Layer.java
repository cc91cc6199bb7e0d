package dev.xdpscope.drivers.packet;

/**
 * One protocol header, or the payload or padding, for display. The layers of a frame cover it without gap or overlap.
 *
 * @param name for example {@code Ethernet}, {@code 802.1Q}, {@code IPv4}, {@code Payload}
 * @param offset first byte in the frame
 * @param length bytes of it in the frame, which may be fewer than the protocol wants
 * @param summary what a reader wants to know of it, for example {@code 10.0.0.1 > 10.0.0.2}
 */
public record Layer(String name, int offset, int length, String summary) {}
