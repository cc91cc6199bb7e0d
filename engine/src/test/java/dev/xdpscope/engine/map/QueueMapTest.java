package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.MemorySnapshot;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queue and stack against a deque, also after going back to a snapshot. */
class QueueMapTest {
    private static final int VALUE = 5;

    @ParameterizedTest
    @ValueSource(ints = {MapSpec.QUEUE, MapSpec.STACK})
    void behavesAsADeque(int type) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(9);
            Memory memory = new Memory();
            QueueMap map = (QueueMap) Maps.create(memory, List.of(TestBench.map("q", type, 0, VALUE, most)), 1).get(0);
            Deque<byte[]> model = new ArrayDeque<>();
            MemorySnapshot then = memory.snapshot();
            Deque<byte[]> modelThen = new ArrayDeque<>();
            for (int i = 0; i < 600; i++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3, 4 -> push(map, model, random, most);
                    case 5, 6, 7 -> same(type == MapSpec.QUEUE ? model.pollFirst() : model.pollLast(), map.pop());
                    case 8 -> {
                        then = memory.snapshot();
                        modelThen = new ArrayDeque<>(model);
                    }
                    case 9 -> {
                        memory.restore(then);
                        model = new ArrayDeque<>(modelThen);
                    }
                    default -> same(type == MapSpec.QUEUE ? model.peekFirst() : model.peekLast(), map.peek());
                }
                entries(map, model, type);
            }
        }
    }

    private static void push(QueueMap map, Deque<byte[]> model, Random random, int most) {
        byte[] value = new byte[VALUE];
        random.nextBytes(value);
        long flags = random.nextInt(6) == 0 ? random.nextLong(-2, 6) : random.nextBoolean() ? 0 : 2;
        boolean full = model.size() == most;
        long expected = flags != 0 && flags != 2 ? -22 : full && flags == 0 ? -7 : 0;
        assertEquals(expected, map.push(value, flags));
        if (expected == 0) {
            if (full) {
                model.removeFirst();
            }
            model.addLast(value);
        }
    }

    private static void entries(QueueMap map, Deque<byte[]> model, int type) {
        List<byte[]> expected = List.copyOf(type == MapSpec.QUEUE ? model : model.reversed());
        List<BpfMap.Entry> entries = map.entries();
        assertEquals(expected.size(), entries.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), entries.get(i).values().getFirst());
        }
    }

    private static void same(byte[] expected, Optional<byte[]> actual) {
        assertArrayEquals(expected, actual.orElse(null));
    }
}
