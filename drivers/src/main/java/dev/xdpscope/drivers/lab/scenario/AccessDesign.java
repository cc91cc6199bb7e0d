package dev.xdpscope.drivers.lab.scenario;

import java.util.Arrays;
import java.util.Optional;

/** How a program gets at a hint. */
public enum AccessDesign {
    RAW_POINTER("raw-pointer", "the program reads the descriptor itself, typed by BTF"),
    KFUNC_CALL("kfunc-call", "the call enters the driver's function"),
    KFUNC_UNROLLED("kfunc-unrolled", "the driver's instructions replace the call"),
    XDP_MD_FIELD("xdp-md-field", "the driver's instructions replace the read of a field of xdp_md");

    private final String word;
    private final String about;

    AccessDesign(String word, String about) {
        this.word = word;
        this.about = about;
    }

    /** As written in scenarios and on the command line. */
    public String word() {
        return word;
    }

    /** What it means, in one clause. */
    public String about() {
        return about;
    }

    /** The design of that {@link #word}; empty if there is none. */
    public static Optional<AccessDesign> of(String word) {
        return Arrays.stream(values()).filter(d -> d.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
