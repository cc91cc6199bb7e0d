package dev.xdpscope.drivers.rx;

/**
 * What an AF_XDP consumer gets: a descriptor, and what it finds in the UMEM there.
 *
 * @param zeroCopy whether the NIC wrote into the UMEM itself
 * @param address the descriptor's {@code addr}: offset in the UMEM of the packet, not of the metadata
 * @param length the descriptor's {@code len}: bytes of the packet
 * @param options the descriptor's {@code options}
 * @param metasize bytes of metadata that the program left; the descriptor does not say
 * @param metadata the bytes the consumer reads in front of the packet, as many as it believes there are
 * @param packet the bytes at {@code address}
 */
public record AfXdpFrame(boolean zeroCopy, long address, int length, int options, int metasize, byte[] metadata,
        byte[] packet) {
    /** Whether the consumer reads just what the program left. */
    public boolean agreed() {
        return metadata.length == metasize;
    }
}
