package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records of random lengths, many times around the ring, against a list of those that are not consumed. */
class RingBufferTest {
    private static final int SIZE = 4096;

    private record Sent(byte[] bytes, boolean discarded, int room) {}

    @Test
    void recordsComeOutAsTheyWentIn() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            RingBuffer ring = ring();
            Deque<Sent> model = new ArrayDeque<>();
            int used = 0;
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(5000) : random.nextInt(300)];
                random.nextBytes(bytes);
                int room = bytes.length + 15 & ~7;
                OptionalInt record = ring.reserve(bytes.length);
                assertEquals(used + room <= SIZE - 1, record.isPresent(), used + " used, " + room + " more");
                if (record.isPresent()) {
                    assertTrue(ring.isReserved(record.getAsInt()));
                    ring.data().put(record.getAsInt(), bytes);
                    boolean discard = random.nextInt(5) == 0;
                    assertArrayEquals(bytes, ring.commit(record.getAsInt(), discard));
                    assertFalse(ring.isReserved(record.getAsInt()));
                    model.add(new Sent(bytes, discard, room));
                    used += room;
                }
                List<Sent> there = model.stream().filter(s -> !s.discarded).toList();
                assertEquals(there.size(), ring.entries().size());
                for (int k = 0; k < there.size(); k++) {
                    assertArrayEquals(there.get(k).bytes, ring.entries().get(k).values().getFirst());
                }
                if (random.nextInt(15) == 0) {
                    ring.consume();
                    model.clear();
                    used = 0;
                }
            }
        }
    }

    @Test
    void theConsumerWaitsForTheFirstUncommittedRecord() {
        RingBuffer ring = ring();
        int first = ring.reserve(8).orElseThrow();
        int second = ring.reserve(8).orElseThrow();
        ring.commit(second, false);
        ring.consume();
        assertEquals(0, ring.consumed());
        ring.commit(first, false);
        ring.consume();
        assertEquals(32, ring.consumed());
    }

    private static RingBuffer ring() {
        return (RingBuffer) Maps.create(new Memory(), List.of(TestBench.map("r", MapSpec.RINGBUF, 0, 0, SIZE)), 1)
                .get(0);
    }
}
