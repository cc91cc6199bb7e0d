package dev.xdpscope.engine.isa;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the names in assembler text stand for. */
@FunctionalInterface
public interface Symbols {
    /** No names. */
    Symbols NONE = name -> OptionalLong.empty();

    /** The number for a name in an offset or immediate, for example {@code xdp_buff.data_end}. */
    OptionalLong value(String name);

    /** The index for the name in {@code map[name]}. */
    default OptionalInt map(String name) {
        return OptionalInt.empty();
    }

    /** The id for the name in {@code call name}, if it is a kernel function. */
    default OptionalInt kfunc(String name) {
        return OptionalInt.empty();
    }

    /** What to do about a name that stands for no number, a sentence; may be empty. */
    default String remedy(String name) {
        return "";
    }
}
