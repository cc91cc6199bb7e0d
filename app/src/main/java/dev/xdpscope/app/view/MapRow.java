package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;

/** An entry of a map. */
public record MapRow(String map, String kind, String key, String value) {
    /** Entries of one map that are shown; an array of a million zeros helps nobody. */
    private static final int MOST = 1000;

    /** The entries of all maps at the moment {@code m}; arrays without their zero entries. */
    public static List<MapRow> of(Moment m) {
        List<MapRow> rows = new ArrayList<>();
        for (MapContents map : m.recording().maps(m.at())) {
            map.entries().stream().filter(e -> !zero(e) || map.spec().isData()).limit(MOST)
                    .forEach(e -> rows.add(row(map.spec(), e)));
        }
        return rows;
    }

    private static boolean zero(BpfMap.Entry entry) {
        for (byte[] value : entry.values()) {
            for (byte b : value) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static MapRow row(MapSpec spec, BpfMap.Entry entry) {
        List<String> values = entry.values().stream().map(MapRow::value).toList();
        return new MapRow(spec.name(), kind(spec), spec.isData() ? "–" : Text.hex(entry.key()),
                String.join(" | ", values));
    }

    private static String value(byte[] bytes) {
        return bytes.length <= 8 ? Text.hex(bytes) + "  = " + Text.number(Text.littleEndian(bytes)) : Text.hex(bytes);
    }

    private static String kind(MapSpec spec) {
        return switch (spec.type()) {
            case MapSpec.HASH -> "hash";
            case MapSpec.ARRAY -> spec.isData() ? "data" : "array";
            case MapSpec.PERCPU_HASH -> "per-CPU hash";
            case MapSpec.PERCPU_ARRAY -> "per-CPU array";
            case MapSpec.DEVMAP -> "devmap";
            case MapSpec.CPUMAP -> "cpumap";
            case MapSpec.XSKMAP -> "xskmap";
            case MapSpec.DEVMAP_HASH -> "devmap hash";
            default -> "type " + spec.type();
        };
    }
}
