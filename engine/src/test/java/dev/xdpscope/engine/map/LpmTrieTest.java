package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.MapSpec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Longest prefix match against a search over prefixes as numbers. */
class LpmTrieTest {
    private static final int DATA = 3;
    private static final int BITS = DATA * 8;
    private static final int MOST = 12;

    /** The first {@code length} bits of an address, as a number. */
    private record Prefix(int length, BigInteger bits) {
        static Prefix of(int length, byte[] data) {
            return new Prefix(length, new BigInteger(1, data).shiftRight(BITS - length));
        }

        boolean covers(Prefix other) {
            return length <= other.length && other.bits.shiftRight(other.length - length).equals(bits);
        }
    }

    @Test
    void findsTheLongestPrefix() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            MapSpec spec = new MapSpec("t", MapSpec.LPM_TRIE, 4 + DATA, 8, MOST, MapSpec.NO_PREALLOC, Optional.empty(),
                    Optional.empty(), Optional.empty());
            Memory memory = new Memory();
            BpfMap map = Maps.create(memory, List.of(spec), 1).get(0);
            Map<Prefix, byte[]> model = new HashMap<>();
            for (int i = 0; i < 800; i++) {
                int length = random.nextInt(20) == 0 ? BITS + 1 + random.nextInt(3) : random.nextInt(BITS + 1);
                byte[] data = {(byte) random.nextInt(2), (byte) (random.nextInt(4) << 6), (byte) random.nextInt(2)};
                byte[] key =
                        ByteBuffer.allocate(4 + DATA).order(ByteOrder.LITTLE_ENDIAN).putInt(length).put(data).array();
                Optional<Prefix> prefix = length > BITS ? Optional.empty() : Optional.of(Prefix.of(length, data));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        byte[] value = new byte[8];
                        random.nextBytes(value);
                        long flags = random.nextInt(4);
                        assertEquals(update(model, prefix, value, flags), map.update(key, value, flags, 0));
                    }
                    case 1 -> assertEquals(prefix.isEmpty() ? -22 : model.remove(prefix.get()) == null ? -2 : 0,
                            map.delete(key));
                    default -> lookup(memory, map.lookup(key, 0), prefix.flatMap(p -> model.keySet().stream()
                            .filter(k -> k.covers(p)).max(Comparator.comparing(Prefix::length))).map(model::get));
                }
                assertEquals(model.size(), map.entries().size());
            }
        }
    }

    private static long update(Map<Prefix, byte[]> model, Optional<Prefix> prefix, byte[] value, long flags) {
        if (flags > 2 || prefix.isEmpty()) {
            return -22;
        }
        boolean there = model.containsKey(prefix.get());
        if (there ? flags == 1 : flags == 2) {
            return there ? -17 : -2;
        }
        if (!there && model.size() == MOST) {
            return -28;
        }
        model.put(prefix.get(), value);
        return 0;
    }

    private static void lookup(Memory memory, long address, Optional<byte[]> expected) {
        assertEquals(expected.isPresent(), address != 0);
        expected.ifPresent(value -> assertArrayEquals(value, memory.read(address, value.length, false)));
    }
}
