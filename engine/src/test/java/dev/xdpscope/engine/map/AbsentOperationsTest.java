package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.MapSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type of map answers to operations by key, above all to those that it does not have (kernel/bpf, 6.18). */
class AbsentOperationsTest {
    private static final String TABLE = """
            HASH,             found,     0,    0
            ARRAY,            found,     0,  -22
            PROG_ARRAY,       nothing, -22,  -22
            PERF_EVENT_ARRAY, nothing, -95,  -95
            PERCPU_HASH,      found,     0,    0
            PERCPU_ARRAY,     found,     0,  -22
            LRU_HASH,         found,     0,    0
            LRU_PERCPU_HASH,  found,     0,    0
            LPM_TRIE,         found,     0,    0
            ARRAY_OF_MAPS,    nothing, -22,  -22
            HASH_OF_MAPS,     nothing, -22,  -22
            DEVMAP,           found,     0,  -22
            CPUMAP,           found,     0,  -22
            XSKMAP,           found,     0,  -22
            QUEUE,            nothing, -22,  -22
            STACK,            nothing, -22,  -22
            DEVMAP_HASH,      found,     0,    0
            RINGBUF,          nothing, -524, -524
            BLOOM_FILTER,     nothing, -22,  -95
            """;

    private static final byte[] KEY = {1, 0, 0, 0};
    private static final byte[] VALUE = {5, 0, 0, 0};

    /** Update, look the same key up, delete it. */
    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void operationsByKey(MapType type, String lookup, long update, long delete) {
        BpfMap map = Maps.create(new Memory(), List.of(spec(type)), 2).get(0);
        byte[] key = type == MapType.LPM_TRIE ? Arrays.copyOf(KEY, 8) : KEY;
        assertEquals(update, map.update(key, VALUE, BpfMap.BPF_ANY, 0), "update");
        assertEquals(lookup.equals("found"), map.lookup(key, 0) != 0, "lookup");
        assertEquals(delete, map.delete(key), "delete");
        assertEquals(lookup.equals("found") && delete != 0, map.lookup(key, 0) != 0, "lookup after delete");
    }

    @Test
    void theTableHasEveryType() {
        Set<MapType> types = TABLE.lines().map(l -> MapType.valueOf(l.substring(0, l.indexOf(','))))
                .collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(MapType.class), types);
    }

    private static MapSpec spec(MapType type) {
        boolean bytes = type == MapType.RINGBUF;
        int key = !type.keyed() ? 0 : type == MapType.LPM_TRIE ? 8 : 4;
        return new MapSpec("m", type.number(), key, bytes ? 0 : 4, bytes ? Memory.PAGE : 4,
                type == MapType.LPM_TRIE ? MapSpec.NO_PREALLOC : 0, Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
