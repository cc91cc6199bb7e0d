package dev.xdpscope.engine.object.elf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Zero-terminated UTF-8 strings by byte offset, as ELF and BTF keep them. Strings may share tails, so a hostile table
 * could name its bytes over and over; what is handed out is capped by the size of the table.
 */
public final class StringTable {
    private static final int ALLOWANCE = 1 << 16;

    private final Slice slice;
    private final byte[] bytes;
    private final Map<Long, String> known = new HashMap<>();
    private long budget;

    public StringTable(Slice slice) {
        this.slice = slice;
        this.bytes = slice.copy();
        this.budget = 8L * bytes.length + ALLOWANCE;
    }

    /** The string that begins at {@code offset}. */
    public String at(long offset) {
        String old = known.get(offset);
        if (old != null) {
            return old;
        }
        slice.require(offset, 1);
        int begin = (int) offset;
        int end = begin;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == bytes.length) {
            throw slice.problem(offset, "a string does not end before its table does");
        }
        budget -= end - begin;
        if (budget < 0) {
            throw slice.problem(offset, "the names of this table overlap too much to be real");
        }
        String text = new String(Arrays.copyOfRange(bytes, begin, end), StandardCharsets.UTF_8);
        known.put(offset, text);
        return text;
    }
}
