package dev.xdpscope.engine.object.write;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A table of zero-terminated strings, each held once. The empty string is at offset 0, as ELF and BTF want it. */
final class Strings {
    private final Bytes table = new Bytes();
    private final Map<String, Integer> offsets = new HashMap<>();

    Strings() {
        offset("");
    }

    /** Byte offset of {@code text}, which is added if it is new. */
    int offset(String text) {
        return offsets.computeIfAbsent(text, t -> {
            if (t.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a zero in a string would end it");
            }
            int at = table.size();
            table.all(t.getBytes(StandardCharsets.UTF_8)).u8(0);
            return at;
        });
    }

    byte[] bytes() {
        return table.bytes();
    }
}
