package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;

/**
 * What a NIC wrote of a packet whose descriptor shares a title with others: a mini entry. The descriptor that the driver works on
 * is the title with what the mini entry carries put in.
 *
 * @param layout of the mini entry
 * @param mini its bytes
 * @param position of the packet in the session, 0 for the one that the title is of
 * @param packets of the session
 */
public record Compressed(Layout layout, byte[] mini, int position, int packets) {}
