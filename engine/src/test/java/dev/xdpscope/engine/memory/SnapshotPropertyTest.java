package dev.xdpscope.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Snapshots are what a plain copy of all bytes would be, and share what has not changed. */
class SnapshotPropertyTest {
    private static final int[] SIZES = {1, 512, 4096, 4097, 70 * 4096 + 5, 300_000};

    private record Taken(MemorySnapshot snapshot, List<byte[]> bytes, List<Integer> bounds) {}

    @Test
    void restoringInAnyOrderGivesTheBytesOfThatMoment() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Memory memory = new Memory();
            for (int size : SIZES) {
                memory.add(Region.Spec.of(Region.Kind.DEVICE, "of " + size, size, ""));
            }
            List<Taken> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int action = random.nextInt(10);
                if (action == 0) {
                    all.add(new Taken(memory.snapshot(), bytes(memory), bounds(memory)));
                } else if (action == 1 && !all.isEmpty()) {
                    Taken wanted = all.get(random.nextInt(all.size()));
                    memory.restore(wanted.snapshot);
                    assertPresent(wanted, memory);
                } else {
                    change(random, memory.regions().get(random.nextInt(SIZES.length)));
                }
            }
            for (Taken taken : all) {
                assertSnapshot(taken);
            }
        }
    }

    private static void change(Random random, Region region) {
        int from = random.nextInt(region.size());
        int length = random.nextInt(Math.min(region.size() - from, random.nextBoolean() ? 40 : 10_000) + 1);
        switch (random.nextInt(5)) {
            case 0 -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                region.put(from, bytes);
            }
            case 1 -> region.clear(from, length);
            case 2 -> region.move(from, random.nextInt(region.size() - length + 1), length);
            case 3 -> region.bound(from, from + length);
            default -> {
                int size = 1 << random.nextInt(4);
                if (from <= region.size() - size) {
                    region.write(from, size, random.nextLong());
                }
            }
        }
    }

    private static List<byte[]> bytes(Memory memory) {
        return memory.regions().stream().map(r -> r.bytes(0, r.size())).toList();
    }

    private static List<Integer> bounds(Memory memory) {
        return memory.regions().stream().flatMap(r -> List.of(r.low(), r.high()).stream()).toList();
    }

    private static void assertPresent(Taken expected, Memory memory) {
        List<byte[]> actual = bytes(memory);
        for (int i = 0; i < actual.size(); i++) {
            assertArrayEquals(expected.bytes.get(i), actual.get(i));
        }
        assertEquals(expected.bounds, bounds(memory));
    }

    private static void assertSnapshot(Taken taken) {
        for (int i = 0; i < SIZES.length; i++) {
            byte[] expected = taken.bytes.get(i);
            assertArrayEquals(expected, taken.snapshot.read(i + 1, 0, expected.length));
            assertEquals(taken.bounds.get(2 * i), taken.snapshot.low(i + 1));
            assertEquals(taken.bounds.get(2 * i + 1), taken.snapshot.high(i + 1));
        }
    }

    @Test
    void unchangedPagesAreShared() {
        Memory memory = new Memory();
        Region region = memory.add(Region.Spec.of(Region.Kind.DEVICE, "ring", 4 * Region.PAGE, ""));
        memory.add(Region.Spec.of(Region.Kind.DEVICE, "other", 100, ""));
        RegionSnapshot first = memory.snapshot().regions().getFirst();
        assertSame(first, memory.snapshot().regions().getFirst());

        region.write(2 * Region.PAGE - 4, 8, -1);
        MemorySnapshot changed = memory.snapshot();
        byte[][] pages = changed.regions().getFirst().pages();
        assertSame(first.pages()[0], pages[0]);
        assertNotSame(first.pages()[1], pages[1]);
        assertNotSame(first.pages()[2], pages[2]);
        assertSame(first.pages()[3], pages[3]);

        region.write(0, 1, 1);
        memory.restore(changed);
        assertSame(changed.regions().getFirst(), memory.snapshot().regions().getFirst());
        region.bound(1, 2);
        RegionSnapshot moved = memory.snapshot().regions().getFirst();
        assertSame(pages[0], moved.pages()[0]);
        assertEquals(1, moved.low());
    }

    @Test
    void readsAcrossPages() {
        Memory memory = new Memory();
        Region region = memory.add(Region.Spec.of(Region.Kind.DEVICE, "ring", 3 * Region.PAGE, ""));
        byte[] pattern = new byte[region.size()];
        new Random(1).nextBytes(pattern);
        region.put(0, pattern);
        assertArrayEquals(java.util.Arrays.copyOfRange(pattern, 4090, 8200), memory.snapshot().read(1, 4090, 4110));
    }
}
