package dev.xdpscope.drivers.export;

import java.util.Arrays;
import java.util.List;

/** The forms that {@code bpf_xdp_metadata_export_to_skb()} had ("xdp: hints via kfuncs", November 2022). */
public enum ExportForm {
    /** RFC bpf-next v2: {@code struct xdp_to_skb_metadata} is the metadata area, and is known by a random number in it. */
    RFC_V2("rfc-v2"),
    /** PATCH bpf-next v1: {@code struct xdp_skb_metadata} lies in front of the metadata area, and a flag says so. */
    PATCH_V1("patch-v1");

    /** {@code sizeof(struct xdp_to_skb_metadata)}; the kernel would have laid it out at random, here it is as written. */
    public static final int SIZE = 16;

    /** Offset of its u32 that tells it from other metadata; 4 bytes that nobody writes follow. */
    public static final int MAGIC = 0;

    /** Offset of its u64, nanoseconds. */
    public static final int RX_TIMESTAMP = 8;

    private final String word;

    ExportForm(String word) {
        this.word = word;
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Object::toString).toList();
    }

    /** The form of that name. */
    public static ExportForm of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst().orElseThrow();
    }

    /**
     * The number by which the core knows its own metadata: random at boot, and odd so that it is not 0.
     *
     * @param seed of the simulated kernel's random numbers
     */
    public static int magic(long seed) {
        long mixed = (seed ^ 0x5851_f42d_4c95_7f2dL) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 32) | 1;
    }

    @Override
    public String toString() {
        return word;
    }
}
