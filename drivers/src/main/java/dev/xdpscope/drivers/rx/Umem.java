package dev.xdpscope.drivers.rx;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.xdp.XdpBuff;

/**
 * The UMEM of an AF_XDP socket, in aligned mode: chunks of equal size, each with the UMEM's headroom, then the 256 bytes that
 * XDP keeps free, then the packet. Metadata lies right in front of the packet, and its size is in no descriptor. Receiving
 * copies (net/xdp/xsk.c, {@code __xsk_rcv()}, 6.12) or finds the packet there already ({@code xsk_rcv_zc()}). The consumer
 * gives chunks back at once and in order.
 */
public final class Umem {
    /**
     * @param zeroCopy whether the NIC writes into the UMEM itself
     * @param chunk bytes of a chunk: 2048 or 4096
     * @param headroom bytes in each chunk that the application asks for
     * @param chunks how many
     */
    public record Spec(boolean zeroCopy, int chunk, int headroom, int chunks) {
        /** Offset in a chunk of the packet's first byte. */
        public int data() {
            return headroom + XdpBuff.PACKET_HEADROOM;
        }

        /** Longest packet: {@code __xsk_pool_get_rx_frame_size()} (include/net/xdp_sock_drv.h). */
        public int frame() {
            return chunk - data();
        }
    }

    private final Spec spec;
    private final Region region;

    private Umem(Spec spec, Region region) {
        this.spec = spec;
        this.region = region;
    }

    /** Adds a UMEM to {@code memory}. */
    public static Umem install(Memory memory, Spec spec) {
        Region.Spec whole = Region.Spec.of(spec.zeroCopy() ? Region.Kind.PACKET : Region.Kind.KERNEL, "umem",
                spec.chunk() * spec.chunks(), "");
        Region.Spec chunks = whole.elements(spec.chunk(), spec.chunk());
        return new Umem(spec, memory.add(spec.zeroCopy() ? chunks.writable() : chunks));
    }

    public Spec spec() {
        return spec;
    }

    public Region region() {
        return region;
    }

    /** Copies metadata and packet into chunk {@code n} modulo their number; the address that the descriptor has. */
    public long copy(long n, byte[] metadata, byte[] packet) {
        int at = (int) (n % spec.chunks()) * spec.chunk() + spec.data();
        region.put(at - metadata.length, metadata);
        region.put(at, packet);
        return at;
    }

    /** The descriptor's address of a packet that is in the UMEM: {@code xp_get_handle()} (include/net/xsk_buff_pool.h). */
    public long address(long data) {
        return Memory.offset(data);
    }

    /** {@code length} bytes at {@code address}, as the consumer sees them. */
    public byte[] bytes(long address, int length) {
        return region.bytes((int) address, length);
    }
}
