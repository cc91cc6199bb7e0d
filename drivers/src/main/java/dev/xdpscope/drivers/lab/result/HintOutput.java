package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.nic.Hint;
import java.util.List;

/**
 * One of the outputs that a hint's mainline kfunc writes through a pointer.
 *
 * @param name as {@link HintResult#values} names it
 * @param size bytes
 */
public record HintOutput(String name, int size) {
    private static final HintOutput PROTO = new HintOutput("proto", 2);

    /** The outputs of a hint, in the order of the kfunc's parameters after the context. */
    public static List<HintOutput> of(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> List.of(new HintOutput("timestamp", 8));
            case RX_HASH -> List.of(new HintOutput("hash", 4), new HintOutput("type", 4));
            case RX_VLAN_TAG -> List.of(PROTO, new HintOutput("tci", 2));
        };
    }

    /** The value of what is read as a little-endian number: the protocol lies in memory in network byte order. */
    public long value(long read) {
        return equals(PROTO) ? Short.reverseBytes((short) read) & 0xffffL : read;
    }
}
