package dev.xdpscope.drivers.nic;

/**
 * What a driver does with the metadata that a program puts in front of a packet.
 *
 * @param why the driver's reason, a sentence for people; empty if it keeps it
 */
public record MetadataFate(Kind kind, String why) {
    /** What a driver does that declares nothing else. */
    public static final MetadataFate KEPT = new MetadataFate(Kind.KEPT, "");

    /** What happens to it. */
    public enum Kind {
        /** The sk_buff of a passed packet has it. */
        KEPT,
        /** The program can write it, and the sk_buff of a passed packet has none. */
        DROPPED,
        /** There is no room for it: data_meta is one past data, and bpf_xdp_adjust_meta fails (include/net/xdp.h, 6.12). */
        UNSUPPORTED
    }
}
