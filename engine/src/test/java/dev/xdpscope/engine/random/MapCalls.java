package dev.xdpscope.engine.random;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;
import java.util.Optional;

/** Calls of the helpers that find, set and remove what maps hold, and access to values. */
final class MapCalls {
    private static final byte[] CONTENTS = "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQ\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Its only value is found without a call. */
    private static final MapSpec DATA = new MapSpec("data", MapSpec.ARRAY, 4, CONTENTS.length, 1, 0,
            Optional.of(CONTENTS), Optional.empty(), Optional.empty());

    static final MapSpec ARRAY = TestBench.map("array", MapSpec.ARRAY, 4, 16, 3);
    static final MapSpec OWN = TestBench.map("own", MapSpec.PERCPU_ARRAY, 4, 8, 2);

    /** That a program only reads. */
    static final MapSpec CONSTANT = new MapSpec("constant", MapSpec.ARRAY, 4, 16, 1, MapSpec.RDONLY_PROG,
            Optional.of("0x1 -9zF\0\0\0\0\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            Optional.empty(), Optional.empty());

    /** Of a least recently used hash, that has room for all keys: what it removes otherwise is up to the kernel. */
    private static final List<MapSpec> KEYED = List.of(ARRAY,
            TestBench.map("hash", MapSpec.HASH, 4, 12, 3), OWN,
            TestBench.map("own_hash", MapSpec.PERCPU_HASH, 8, 8, 4),
            TestBench.map("recent", MapSpec.LRU_HASH, 2, 24, 256), lpm(), DATA, unallocated());

    private static final List<MapSpec> UNKEYED = List.of(TestBench.map("queue", MapSpec.QUEUE, 0, 8, 3),
            TestBench.map("stack", MapSpec.STACK, 0, 12, 2), TestBench.map("bloom", MapSpec.BLOOM_FILTER, 0, 8, 1000));

    private MapCalls() {}

    private static MapSpec lpm() {
        return new MapSpec("prefixes", MapSpec.LPM_TRIE, 8, 8, 5, MapSpec.NO_PREALLOC, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private static MapSpec unallocated() {
        return new MapSpec("lazy", MapSpec.HASH, 4, 16, 3, MapSpec.NO_PREALLOC, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    static void any(Draft draft, Frame f) {
        switch (f.choices.below(8)) {
            case 0 -> direct(draft, f);
            case 1, 2 -> lookup(draft, f, draft.map(KEYED.get(f.choices.below(KEYED.size()))));
            case 3, 4 -> update(f, draft.map(KEYED.get(f.choices.below(KEYED.size()))));
            case 5 -> delete(f, draft.map(KEYED.get(f.choices.below(KEYED.size()))));
            default -> unkeyed(f, draft.map(UNKEYED.get(f.choices.below(UNKEYED.size()))));
        }
    }

    private static void direct(Draft draft, Frame f) {
        draft.map(DATA);
        int p = f.pointer();
        int offset = 8 * f.choices.below(DATA.valueSize() / 8);
        f.line("r%d = map[data][0]+%d", p, offset);
        Accesses.some(f, new Area(p, 0, DATA.valueSize() - offset, false, Area.Atomics.ALL));
        f.release(p);
    }

    private static void lookup(Draft draft, Frame f, MapSpec map) {
        key(f, map);
        f.argument(1, "map[%s]", map.name());
        f.call("bpf_map_lookup_elem");
        f.hold(0);
        if (f.choices.oneIn(3)) {
            draft.hold(f, lasting -> {
                f.line("r%d = r0", lasting);
                f.release(0);
                found(f, lasting, map, area -> {
                    Accesses.some(f, area);
                    draft.block(f);
                });
            });
        } else {
            found(f, 0, map, area -> Accesses.some(f, area));
        }
        f.release(0);
    }

    private static void found(Frame f, int p, MapSpec map, java.util.function.Consumer<Area> use) {
        String out = f.label();
        f.line("if r%d == 0 goto %s", p, out);
        Frame.Known before = f.known();
        use.accept(new Area(p, 0, map.valueSize(), false, Area.Atomics.ALL));
        f.known(before.and(f.known()));
        f.line("%s:", out);
    }

    private static void update(Frame f, MapSpec map) {
        int value = f.buffer(map.valueSize());
        key(f, map);
        flags(f, 4);
        f.stackArgument(3, value);
        f.argument(1, "map[%s]", map.name());
        f.call("bpf_map_update_elem");
    }

    private static void delete(Frame f, MapSpec map) {
        key(f, map);
        f.argument(1, "map[%s]", map.name());
        f.call("bpf_map_delete_elem");
    }

    private static void unkeyed(Frame f, MapSpec map) {
        int value = f.buffer(map.valueSize());
        int what = f.choices.below(map.type() == MapSpec.BLOOM_FILTER ? 2 : 3);
        if (what == 0) {
            flags(f, 3);
        }
        f.stackArgument(2, value);
        f.argument(1, "map[%s]", map.name());
        f.call(List.of("bpf_map_push_elem", "bpf_map_peek_elem", "bpf_map_pop_elem").get(what));
    }

    /** Mostly good ones. */
    private static void flags(Frame f, int register) {
        f.argument(register, "%d", f.choices.either() ? f.choices.below(8) : f.choices.oneIn(6)
                ? f.choices.immediate() : 0);
    }

    /** Puts one of few keys on the stack and points r2 to it. */
    private static void key(Frame f, MapSpec map) {
        int key = f.buffer(map.keySize());
        if (map.type() == MapSpec.LPM_TRIE) {
            f.line("*(u32 *)(r10 %+d) = %d", key, f.choices.below(f.choices.oneIn(8) ? 40 : 33));
            f.line("*(u32 *)(r10 %+d) = %d", key + 4, f.choices.of(new Integer[]{0, 10, 0xff0a, 0x10a, -1}));
        } else if (f.choices.below(4) == 0) {
            f.line("r0 = r%d", f.source());
            f.line("r0 &= 3");
            f.line("*(u%d *)(r10 %+d) = r0", 8 * Math.min(4, map.keySize()), key);
            f.written(0);
        } else {
            f.line("*(u%d *)(r10 %+d) = %d", 8 * Math.min(4, map.keySize()), key, f.choices.below(5));
        }
        f.stackArgument(2, key);
    }
}
