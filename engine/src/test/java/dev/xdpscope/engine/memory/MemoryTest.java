package dev.xdpscope.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, and ranges given to helpers. */
class MemoryTest {
    private final Memory memory = new Memory();
    private final Region first = memory.add(Region.Spec.of(Region.Kind.DEVICE, "first", 16, "").writable());
    private final Region second = memory.add(Region.Spec.of(Region.Kind.DEVICE, "second", 16, "").writable());

    @ParameterizedTest
    @ValueSource(ints = {-65536, -1, 0, 8, 16, 17, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void addressesNearARegionBelongToIt(int offset) {
        for (Region region : memory.regions()) {
            long address = region.address(offset);
            assertEquals(region.address(0) + offset, address);
            assertEquals(region, memory.region(address).orElseThrow());
            assertEquals(offset, Memory.offset(address));
        }
    }

    @Test
    void addressesOfOneRegion() {
        assertTrue(Memory.sameRegion(first.address(0), first.address(15)));
        assertTrue(Memory.sameRegion(second.address(0), second.address(-1)), "just before it");
        assertFalse(Memory.sameRegion(first.address(0), second.address(0)));
        assertFalse(Memory.sameRegion(3, 4), "numbers that are no addresses");
        assertFalse(Memory.sameRegion(0, 0), "numbers that are no addresses");
        assertFalse(Memory.sameRegion(Memory.codeAddress(3), Memory.codeAddress(3)), "code is in no region");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, Integer.MAX_VALUE})
    void addressesOfCodeAreThoseOfNoRegion(int index) {
        long address = Memory.codeAddress(index);
        assertEquals(OptionalInt.of(index), Memory.codeIndex(address));
        assertEquals(Optional.empty(), memory.region(address));
        assertEquals(0, Memory.regionId(address));
        assertEquals(OptionalInt.empty(), Memory.codeIndex(first.address(index)));
        assertEquals(OptionalInt.empty(), Memory.codeIndex(index));
        assertEquals(OptionalInt.empty(), Memory.codeIndex(address + (1L << 32)));
        assertEquals(OptionalInt.empty(), Memory.codeIndex(Memory.codeAddress(0) | 1L << 31));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 17, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void sizesThatDoNotFit(int size) {
        for (int offset : new int[]{0, 1, 16}) {
            assertThrows(AccessException.class, () -> memory.read(first.address(offset), size, true));
            assertThrows(AccessException.class, () -> memory.clear(first.address(offset), size, true));
            assertThrows(AccessException.class,
                    () -> memory.move(first.address(offset), first.address(0), size, true));
        }
    }

    @Test
    void nothingAtAllFitsAnywhereInside() {
        assertEquals(0, memory.read(first.address(16), 0, false).length);
        assertThrows(AccessException.class, () -> memory.read(first.address(17), 0, false));
        assertThrows(AccessException.class, () -> memory.read(first.address(-1), 0, false));
    }

    @Test
    void movesOverlap() {
        first.put(0, new byte[]{1, 2, 3, 4, 5, 6});
        memory.move(first.address(0), first.address(2), 6, false);
        assertArrayEquals(new byte[]{1, 2, 1, 2, 3, 4, 5, 6}, first.bytes(0, 8));
        assertThrows(AccessException.class, () -> memory.move(first.address(0), second.address(0), 4, false));
    }

    @Test
    void numbersAreLittleEndian() {
        memory.store(second.address(3), 8, 0x0102_0304_0506_0708L, false);
        assertArrayEquals(new byte[]{0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1, 0}, second.bytes(0, 12));
        assertEquals(0x0304_0506L, memory.load(second.address(5), 4, false));
    }
}
