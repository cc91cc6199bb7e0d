package dev.xdpscope.app.cli;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Values of registers in words: what they point to where they are addresses.
 *
 * @param regions which region an address is in
 */
record Addresses(LongFunction<Optional<Region>> regions) {
    /** For example {@code fp-16}, {@code cqe ring+64}, {@code 0x2a}. */
    String text(long value) {
        return regions.apply(value).map(r -> place(r, Memory.offset(value))).orElse(JsonNodes.hex(value));
    }

    /** Where in a region; in a stack frame as seen from its frame pointer. */
    static String place(Region region, int offset) {
        boolean stack = region.spec().kind() == Region.Kind.STACK;
        String name = stack && region.size() == offset ? "fp" : stack ? "fp" + (offset - region.size())
                : region.spec().name() + (offset < 0 ? "" : "+") + offset;
        return name + (stack && region.spec().name().matches(".* [1-9][0-9]*")
                ? " of " + region.spec().name() : "");
    }
}
