package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimestampUnitTest {

    private static OptionalLong nanos(int tsresol, long offset, long count) {
        return TimestampUnit.MICROSECONDS.offset(offset).resolution((byte) tsresol).nanos(count);
    }

    @Test
    void decimalAndBinaryUnits() {
        assertEquals(OptionalLong.of(5_000_000_000L), nanos(0, 0, 5));
        assertEquals(OptionalLong.of(5_000_000L), nanos(3, 0, 5));
        assertEquals(OptionalLong.of(5_000L), TimestampUnit.MICROSECONDS.nanos(5));
        assertEquals(OptionalLong.of(5), nanos(9, 0, 5));
        assertEquals(OptionalLong.of(5), nanos(12, 0, 5_999));
        assertEquals(OptionalLong.of(0), nanos(127, 0, -1));
        assertEquals(OptionalLong.of(5_000_000_000L), nanos(0x80, 0, 5));
        assertEquals(OptionalLong.of(500_000_000L), nanos(0x81, 0, 1));
        assertEquals(OptionalLong.of(999_999_999L), nanos(0x80 | 64, 0, -1));
        assertEquals(OptionalLong.of(0), nanos(0xff, 0, -1));
    }

    @Test
    void offsetsMoveBothWays() {
        assertEquals(OptionalLong.of(1_000_000_007L), nanos(9, 1, 7));
        assertEquals(OptionalLong.of(7), nanos(9, -1, 1_000_000_007L));
    }

    @Test
    void unsignedUpTo64BitsAndNoFurther() {
        assertEquals(OptionalLong.of(-1), nanos(9, 0, -1));
        assertEquals(OptionalLong.empty(), nanos(8, 0, -1));
        assertEquals(OptionalLong.empty(), nanos(9, -1, 999_999_999L));
        assertEquals(OptionalLong.empty(), nanos(9, Long.MAX_VALUE, 0));
    }
}
