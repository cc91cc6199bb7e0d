package dev.xdpscope.drivers.descriptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of descriptors, against arbitrary-precision arithmetic on the whole integer. */
class LayoutTest {
    @Test
    void putAndGetTouchTheFieldsBitsAndNoOthers() {
        Random random = new Random(64);
        for (int round = 0; round < 20_000; round++) {
            ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            int size = 1 << random.nextInt(4);
            int bits = 1 + random.nextInt(8 * size);
            int low = random.nextInt(8 * size - bits + 1);
            Field field = new Field("f", random.nextInt(24 - size + 1), size, low, bits, "", Map.of(), Choice.NOTHING);
            Layout layout = new Layout("l", "", When.ALWAYS, 24, order, List.of(field));
            byte[] before = new byte[24];
            random.nextBytes(before);
            byte[] descriptor = before.clone();
            long value = random.nextLong();
            layout.put(descriptor, field, value);

            BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            BigInteger wanted = BigInteger.valueOf(value).and(mask);
            assertEquals(wanted.longValue(), layout.get(descriptor, field));
            BigInteger whole = integer(before, field, order).andNot(mask.shiftLeft(low)).or(wanted.shiftLeft(low));
            assertEquals(whole, integer(descriptor, field, order));
            System.arraycopy(before, field.offset(), descriptor, field.offset(), size);
            assertArrayEquals(before, descriptor);
        }
    }

    @Test
    void bitsAtAByteAreThoseThatPutChanges() {
        Random random = new Random(65);
        for (int round = 0; round < 5_000; round++) {
            ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            int size = 1 << random.nextInt(4);
            int bits = 1 + random.nextInt(8 * size);
            Field field =
                    new Field("f", 2, size, random.nextInt(8 * size - bits + 1), bits, "", Map.of(), Choice.NOTHING);
            Layout layout = new Layout("l", "", When.ALWAYS, 16, order, List.of(field));
            byte[] descriptor = new byte[16];
            layout.put(descriptor, field, -1);
            for (int at = 0; at < 16; at++) {
                assertEquals(descriptor[at] & 0xff, layout.bitsAt(field, at));
                assertEquals(descriptor[at] != 0, layout.at(at).contains(field));
            }
        }
    }

    @Test
    void valuesReadLikeTheDocumentation() {
        Field named = new Field("f", 0, 1, 0, 8, "", Map.of(2L, "UDP"), Choice.NOTHING);
        assertEquals("2 (UDP)", named.text(2));
        assertEquals("3", named.text(3));
        assertEquals("0x1f (31)", named.text(31));
        assertEquals("0xffffffffffffffff (18446744073709551615)", named.text(-1));
    }

    private static BigInteger integer(byte[] bytes, Field field, ByteOrder order) {
        byte[] magnitude = new byte[field.size()];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[order == ByteOrder.BIG_ENDIAN ? i : magnitude.length - 1 - i] = bytes[field.offset() + i];
        }
        return new BigInteger(1, magnitude);
    }
}
