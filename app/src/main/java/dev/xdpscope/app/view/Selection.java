package dev.xdpscope.app.view;

import java.util.List;

/** What the reader has selected. Descriptor, xdp_buff, metadata and sk_buff fields are all bytes of the simulated memory. */
public sealed interface Selection {
    /** Nothing. */
    record None() implements Selection {}

    /** Instructions of the program as run, by index: one, or all of a C line. */
    record Insns(List<Integer> insns, String label) implements Selection {
        public Insns {
            insns = List.copyOf(insns);
        }
    }

    /** A register of the function that is running. */
    record Register(int number) implements Selection {}

    /**
     * Bytes of memory.
     *
     * @param label their name for the reader, for example {@code cqe64.rss_hash_result}
     */
    record Bytes(long address, int length, String label) implements Selection {}

    Selection NONE = new None();

    /** What it is called in titles. */
    default String title() {
        return switch (this) {
            case None() -> "nothing selected";
            case Insns i -> i.label();
            case Register r -> "r" + r.number();
            case Bytes b -> b.label();
        };
    }
}
