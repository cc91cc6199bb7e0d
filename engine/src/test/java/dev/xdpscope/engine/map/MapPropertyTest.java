package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.MemorySnapshot;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations against a model: every result, every value, every entry; also after going back to a snapshot. */
class MapPropertyTest {
    private static final int CPUS = 3;

    /** BPF_F_LOCK, which an array looks at last. */
    private static final long LOCK = 4;

    private record Key(byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    private record Saved(MemorySnapshot memory, Map<Key, byte[][]> model) {}

    @ParameterizedTest
    @CsvSource({
        "2, 4, 8, 5", "2, 4, 3, 1", "6, 4, 12, 7", "1, 4, 8, 1", "1, 4, 8, 16", "1, 1, 5, 3", "1, 13, 16, 40",
        "5, 6, 9, 33"
    })
    void behavesAsTheModel(int type, int keySize, int valueSize, int entries) {
        for (int seed = 0; seed < 30; seed++) {
            new Session(seed, TestBench.map("m", type, keySize, valueSize, entries)).play(1500);
        }
    }

    private static final class Session {
        private final Random random;
        private final MapSpec spec;
        private final Memory memory = new Memory();
        private final BpfMap map;
        private final boolean array;
        private final boolean perCpu;
        private final List<Saved> saved = new ArrayList<>();
        private Map<Key, byte[][]> model = new TreeMap<>();

        Session(int seed, MapSpec spec) {
            this.random = new Random(seed);
            this.spec = spec;
            this.array = spec.type() == MapSpec.ARRAY || spec.type() == MapSpec.PERCPU_ARRAY;
            this.perCpu = spec.type() == MapSpec.PERCPU_ARRAY || spec.type() == MapSpec.PERCPU_HASH;
            this.map = Maps.create(memory, List.of(spec), CPUS).get(0);
            if (array) {
                for (int i = 0; i < spec.maxEntries(); i++) {
                    model.put(new Key(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(i)).array()), zeros());
                }
            }
        }

        void play(int operations) {
            for (int i = 0; i < operations; i++) {
                Key key = key();
                int cpu = random.nextInt(CPUS);
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6, 7 -> update(key, cpu);
                    case 8, 9, 10, 11, 12 -> assertEquals(delete(key), map.delete(key.bytes));
                    case 13 -> saved.add(new Saved(memory.snapshot(), copy()));
                    case 14 -> restore();
                    case 15 -> assertEntries();
                    default -> lookup(key, cpu);
                }
            }
            assertEntries();
        }

        private void update(Key key, int cpu) {
            byte[] value = new byte[spec.valueSize()];
            random.nextBytes(value);
            long flags = random.nextInt(8) == 0 ? random.nextLong(-2, 6) : random.nextInt(3);
            assertEquals(put(key, value, flags, cpu), map.update(key.bytes, value, flags, cpu));
        }

        private long put(Key key, byte[] value, long flags, int cpu) {
            boolean there = model.containsKey(key);
            long known = array ? flags & ~LOCK : flags;
            if (known != 0 && known != 1 && known != 2) {
                return -22;
            }
            if (array && !there) {
                return -7;
            }
            if (known == 1 && there) {
                return -17;
            }
            if (flags != known) {
                return -22;
            }
            if (flags == 2 && !there) {
                return -2;
            }
            if (!there && model.size() == spec.maxEntries()) {
                return -7;
            }
            model.computeIfAbsent(key, k -> zeros())[perCpu ? cpu : 0] = value;
            return 0;
        }

        private long delete(Key key) {
            if (array) {
                return -22;
            }
            return model.remove(key) == null ? -2 : 0;
        }

        private void lookup(Key key, int cpu) {
            long address = map.lookup(key.bytes, cpu);
            if (!model.containsKey(key)) {
                assertEquals(0, address);
                return;
            }
            assertNotEquals(0, address);
            byte[] value = model.get(key)[perCpu ? cpu : 0];
            assertArrayEquals(value, memory.read(address, spec.valueSize(), false));
            if (random.nextBoolean()) {
                value = value.clone();
                random.nextBytes(value);
                model.get(key)[perCpu ? cpu : 0] = value;
                memory.write(address, value, false);
            }
        }

        private void restore() {
            if (!saved.isEmpty()) {
                Saved to = saved.get(random.nextInt(saved.size()));
                memory.restore(to.memory);
                model = new TreeMap<>();
                to.model.forEach((key, values) -> model.put(key, values.clone()));
                assertEntries();
            }
        }

        private Map<Key, byte[][]> copy() {
            Map<Key, byte[][]> copy = new TreeMap<>();
            model.forEach((key, values) -> copy.put(key, values.clone()));
            return copy;
        }

        private void assertEntries() {
            List<BpfMap.Entry> entries = map.entries();
            assertEquals(model.size(), entries.size());
            for (BpfMap.Entry entry : entries) {
                byte[][] expected = model.get(new Key(entry.key()));
                assertEquals(expected.length, entry.values().size());
                for (int cpu = 0; cpu < expected.length; cpu++) {
                    assertArrayEquals(expected[cpu], entry.values().get(cpu));
                }
            }
        }

        /** Few different keys, so that they meet; for arrays some beyond the end. */
        private Key key() {
            byte[] key = new byte[spec.keySize()];
            int number = random.nextInt(spec.maxEntries() * 2 + 2);
            key[0] = (byte) number;
            if (key.length > 1) {
                key[key.length - 1] = (byte) (random.nextInt(30) == 0 ? 0x80 : 0);
            }
            return new Key(key);
        }

        private byte[][] zeros() {
            return new byte[perCpu ? CPUS : 1][spec.valueSize()];
        }
    }
}
