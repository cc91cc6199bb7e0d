package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.MapSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The LRU forms of the hash against a map that is ordered by use. */
class LruHashTest {
    private static final int MOST = 7;

    @ParameterizedTest
    @ValueSource(ints = {MapSpec.LRU_HASH, MapSpec.LRU_PERCPU_HASH})
    void aFullMapLosesTheLeastRecentlyUsed(int type) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Memory memory = new Memory();
            BpfMap map = Maps.create(memory, List.of(TestBench.map("l", type, 1, 8, MOST)), 2).get(0);
            Map<Byte, byte[]> model = new LinkedHashMap<>(16, 0.75f, true);
            for (int i = 0; i < 800; i++) {
                byte key = (byte) random.nextInt(2 * MOST);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        byte[] value = new byte[8];
                        random.nextBytes(value);
                        if (!model.containsKey(key) && model.size() == MOST) {
                            model.remove(model.keySet().iterator().next());
                        }
                        model.put(key, value);
                        assertEquals(0, map.update(new byte[]{key}, value, 0, 0));
                    }
                    case 2 -> assertEquals(model.remove(key) == null ? -2 : 0, map.delete(new byte[]{key}));
                    default -> {
                        long address = map.lookup(new byte[]{key}, 0);
                        byte[] expected = model.get(key);
                        assertEquals(expected != null, address != 0);
                        if (expected != null) {
                            assertArrayEquals(expected, memory.read(address, 8, false));
                        }
                    }
                }
                assertEquals(model.size(), map.entries().size());
            }
        }
    }
}
