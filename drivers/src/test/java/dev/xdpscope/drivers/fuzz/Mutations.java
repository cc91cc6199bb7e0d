package dev.xdpscope.drivers.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Changes that make sense in any format. */
final class Mutations {
    private static final long[] NASTY =
            {0, 1, 2, 3, 4, 7, 8, 16, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000,
                0xff_ffff, 0x7fff_ffff, 0x8000_0000L, 0xffff_fff8L, 0xffff_ffffL, 1L << 32, 1L << 40, Long.MAX_VALUE,
                Long.MIN_VALUE, -8, -1};

    private Mutations() {}

    /** Bits flipped, bytes overwritten, parts doubled, removed or taken from elsewhere, or the end cut off. */
    static byte[] bytes(byte[] bytes, byte[] other, Random random) {
        if (bytes.length == 0) {
            return other;
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flip(bytes, at, random);
            case 1 -> number(bytes, at & ~3, 1 << random.nextInt(4), random, ByteOrder.LITTLE_ENDIAN);
            case 2 -> number(bytes, at, 1 << random.nextInt(4), random, ByteOrder.BIG_ENDIAN);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> remove(bytes, at, length(bytes, at, random));
            case 5 -> insert(bytes, at, bytes, random);
            case 6 -> insert(bytes, at, other, random);
            default -> overwrite(bytes, at, other, random);
        };
    }

    /** A number of 1, 2, 4 or 8 bytes replaced by an extreme, a near or another one of the file. */
    static byte[] number(byte[] bytes, int at, int width, Random random, ByteOrder order) {
        if (at < 0 || at + 8 > bytes.length) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(order);
        long old = get(buffer, at, width);
        long value = switch (random.nextInt(4)) {
            case 0 -> old + random.nextInt(-3, 4);
            case 1 -> random.nextInt(bytes.length + 2);
            case 2 -> get(buffer, random.nextInt((bytes.length - 8) / 4 + 1) * 4, width);
            default -> NASTY[random.nextInt(NASTY.length)];
        };
        switch (width) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
        return changed;
    }

    private static long get(ByteBuffer buffer, int at, int width) {
        return switch (width) {
            case 1 -> buffer.get(at);
            case 2 -> buffer.getShort(at);
            case 4 -> buffer.getInt(at);
            default -> buffer.getLong(at);
        };
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    static byte[] remove(byte[] bytes, int from, int length) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, from + length, changed, from, bytes.length - from - length);
        return changed;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] from, Random random) {
        if (from.length == 0) {
            return bytes;
        }
        int begin = random.nextInt(from.length);
        byte[] part = Arrays.copyOfRange(from, begin, begin + length(from, begin, random));
        return insert(bytes, at, part, times(part.length, bytes.length, random));
    }

    /** {@code part} put in before byte {@code at}, several times. */
    static byte[] insert(byte[] bytes, int at, byte[] part, int times) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length + part.length * times);
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, changed, at + i * part.length, part.length);
        }
        System.arraycopy(bytes, at, changed, at + part.length * times, bytes.length - at);
        return changed;
    }

    /** Mostly once; now and then as often as an input can hold. */
    static int times(int length, int before, Random random) {
        int most = Math.max(0, (Input.MOST - before) / Math.max(1, length));
        return Math.min(most, switch (random.nextInt(200)) {
            case 0 -> most;
            case 1, 2, 3, 4, 5 -> random.nextInt(1000);
            default -> 1;
        });
    }

    private static byte[] overwrite(byte[] bytes, int at, byte[] from, Random random) {
        if (from.length == 0) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        int begin = random.nextInt(from.length);
        int length = Math.min(length(from, begin, random), bytes.length - at);
        System.arraycopy(from, begin, changed, at, length);
        return changed;
    }

    private static int length(byte[] bytes, int at, Random random) {
        return 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(11)));
    }
}
