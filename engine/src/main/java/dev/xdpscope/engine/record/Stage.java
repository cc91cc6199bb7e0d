package dev.xdpscope.engine.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a packet is, in the order in which it gets there. REDIRECT may lead to SKB or to AF_XDP; TC comes after SKB. CPUMAP, DEVMAP
 * and VETH are the programs that run on a redirected frame.
 */
public enum Stage {
    WIRE("wire"),
    DESCRIPTOR("descriptor"),
    DRIVER("driver"),
    XDP("xdp"),
    REDIRECT("redirect"),
    CPUMAP("cpumap"),
    DEVMAP("devmap"),
    VETH("veth"),
    SKB("skb"),
    TC("tc"),
    AF_XDP("af_xdp");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** The stage that is called {@code word} in coordinates and documents. */
    public static Optional<Stage> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /** Whether something is run or looked at there that is recorded: each such stage comes at most once for a packet. */
    public boolean isRecorded() {
        return compareTo(XDP) >= 0;
    }

    /** Whether the instructions that run there are those of a program of the user's; else they are the driver's, or there are none. */
    public boolean isProgram() {
        return switch (this) {
            case XDP, CPUMAP, DEVMAP, VETH, TC -> true;
            case WIRE, DESCRIPTOR, DRIVER, REDIRECT, SKB, AF_XDP -> false;
        };
    }

    /** Whether such a program gets an xdp_md; else none runs there, or its context is another. */
    public boolean isXdp() {
        return isProgram() && this != TC;
    }

    /** The stop of a packet's journey that this belongs to: REDIRECT for the programs that run on a redirected frame. */
    public Stage stop() {
        return switch (this) {
            case CPUMAP, DEVMAP, VETH -> REDIRECT;
            default -> this;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
