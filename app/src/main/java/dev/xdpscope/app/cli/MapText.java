package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A map's contents for people. Values that are all zero are only counted. */
final class MapText {
    private static final int MOST_ENTRIES = 64;
    private static final int MOST_BYTES = 64;
    private static final int ROW = 16;

    private final Terminal terminal;

    MapText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(MapContents map) {
        MapSpec spec = map.spec();
        terminal.line("");
        terminal.line(terminal.styled(Style.HEADER, (spec.isData() ? "data " : "map ") + spec.name()) + "  "
                + (spec.isData() ? spec.valueSize() + " bytes"
                        : "%s, key %d B, value %d B".formatted(MapType.of(spec).orElseThrow().word(), spec.keySize(),
                                spec.valueSize())));
        if (spec.isData()) {
            rows(map.entries().getFirst().values().getFirst());
            return;
        }
        List<BpfMap.Entry> shown = map.entries().stream().filter(e -> !zero(e)).toList();
        shown.stream().limit(MOST_ENTRIES).forEach(e -> terminal.line("  " + entry(spec, e)));
        note(Math.max(0, shown.size() - MOST_ENTRIES), "more");
        note(map.entries().size() - shown.size(), "more, all zero");
        if (map.entries().isEmpty()) {
            terminal.line(terminal.styled(Style.DIM, "  empty"));
        }
    }

    /** Bytes in rows with their offsets; rows of zeros are left out. */
    private void rows(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += ROW) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + ROW));
            if (!zero(row)) {
                terminal.line("  %04x  %s".formatted(at, HexText.spaced(row)));
            }
        }
        if (zero(bytes)) {
            terminal.line(terminal.styled(Style.DIM, "  all zero"));
        }
    }

    private void note(int count, String what) {
        if (count > 0) {
            terminal.line(terminal.styled(Style.DIM, "  " + count + " " + what));
        }
    }

    private static boolean zero(BpfMap.Entry entry) {
        return entry.values().stream().allMatch(MapText::zero);
    }

    private static boolean zero(byte[] bytes) {
        return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] == 0);
    }

    private static String entry(MapSpec spec, BpfMap.Entry entry) {
        List<String> values = new ArrayList<>();
        for (int cpu = 0; cpu < entry.values().size(); cpu++) {
            values.add((MapType.of(spec).orElseThrow().perCpu() ? "cpu " + cpu + ": " : "")
                    + bytes(entry.values().get(cpu)));
        }
        return bytes(entry.key()) + "  →  " + String.join(", ", values);
    }

    private static String bytes(byte[] bytes) {
        String hex = JsonNodes.hex(bytes);
        return hex.length() <= 2 * MOST_BYTES ? hex : hex.substring(0, 2 * MOST_BYTES) + "…";
    }
}
