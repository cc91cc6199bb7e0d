package dev.xdpscope.engine.random;

import dev.xdpscope.engine.map.BpfMap;
import java.util.HexFormat;
import java.util.List;

/** What a map holds, in a form that does not depend on the order of its entries and on the CPU that ran the program. */
final class Contents {
    private Contents() {}

    static List<String> of(List<BpfMap.Entry> entries) {
        return entries.stream().map(e -> HexFormat.of().formatHex(e.key()) + " " + HexFormat.of().formatHex(own(e)))
                .sorted().toList();
    }

    /** The value of the only CPU that has run: those of all others are still 0. */
    private static byte[] own(BpfMap.Entry entry) {
        byte[] own = new byte[entry.values().getFirst().length];
        for (byte[] value : entry.values()) {
            for (int i = 0; i < own.length; i++) {
                own[i] |= value[i];
            }
        }
        return own;
    }
}
