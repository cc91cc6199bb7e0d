package dev.xdpscope.drivers.rx;

/**
 * A member of an sk_buff that was taken over of what had been stored for the packet.
 *
 * @param member for example {@code hwtstamp}
 * @param value unsigned
 * @param address of the stored bytes
 * @param length how many they are
 * @param place where they are, for people
 */
public record Imported(String member, long value, long address, int length, String place) {}
