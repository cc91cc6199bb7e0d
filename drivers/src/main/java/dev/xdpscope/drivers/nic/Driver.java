package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.object.btf.Btf;

/** A NIC's driver: its code, and the structures that the code works on. */
public final class Driver {
    /** The types of the driver's object, which are also those of the regions that {@link #install} adds. */
    public Btf btf() {
        throw new UnsupportedOperationException();
    }

    /** Name of the structure that begins with the xdp_buff, for example {@code mlx5_xdp_buff}. */
    public String contextType() {
        throw new UnsupportedOperationException();
    }

    /** Its size in bytes. */
    public int contextSize() {
        throw new UnsupportedOperationException();
    }

    /** Size in bytes of a structure of the driver's object, for example {@code sk_buff}. */
    public int sizeOf(String struct) {
        throw new UnsupportedOperationException(struct);
    }

    /** Adds the descriptor ring, the context and the driver's objects to {@code memory}. */
    public State install(Memory memory, int ringEntries) {
        throw new UnsupportedOperationException();
    }

    /** The driver's structures in one memory. */
    public interface State {
        /**
         * Writes the descriptor into a slot of the ring, and sets the objects and the driver's fields of the context for this
         * packet. The xdp_buff in the context is left alone.
         */
        void prepare(int slot, Received received);

        /** Address of the context. */
        long context();

        /** Address of the {@code struct xdp_rxq_info} that the xdp_buff is to point to. */
        long rxq();

        /** Address of the descriptor in a slot. */
        long descriptor(int slot);

        /** The descriptor ring. */
        Region ring();
    }
}
