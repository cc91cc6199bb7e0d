package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BloomFilterTest {
    @Test
    void nothingAddedIsMissedAndLittleElseIsFound() {
        BloomFilter filter = filter(1000, 0);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, filter.push(value(i), 0));
        }
        int mistaken = 0;
        for (int i = 0; i < 10_000; i++) {
            mistaken += filter.peek(value(i)) == 0 ? 1 : 0;
            assertTrue(i >= 1000 || filter.peek(value(i)) == 0);
        }
        assertTrue(mistaken < 1000 + 450, mistaken + " of 10000 found, 1000 added; 5 % of the others is usual");
    }

    @Test
    void sizesAreTheKernels() {
        assertEquals(64 / 8, filter(1, 0).bits().size());
        assertEquals(8192 / 8, filter(1000, 0).bits().size());
        assertEquals(2048 / 8, filter(1000, 1).bits().size());
    }

    @Test
    void refusesFlags() {
        assertEquals(-22, filter(10, 3).push(value(1), 1));
        assertEquals(-2, filter(10, 3).peek(value(1)));
    }

    private static BloomFilter filter(int entries, long hashes) {
        MapSpec plain = TestBench.map("b", MapSpec.BLOOM_FILTER, 0, 4, entries);
        MapSpec spec = new MapSpec(plain.name(), plain.type(), 0, 4, entries, 0, Optional.empty(), Optional.empty(),
                Optional.empty(), hashes, List.of());
        return (BloomFilter) Maps.create(new Memory(), List.of(spec), 1).get(0);
    }

    private static byte[] value(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }
}
