package dev.xdpscope.engine.call;

/**
 * {@code bpf_csum_diff()}: a checksum's change when bytes are put in place of others (net/core/filter.c 6.18; before 6.13 sizes had to be
 * multiples of 4 and the result had 32 bits).
 */
final class Checksum {
    private static final long LOW = 0xffff_ffffL;

    private Checksum() {}

    /** Arguments bytes that go, their size, bytes that come, their size, the checksum so far. */
    static long diff(Caller c) {
        byte[] from = bytes(c, 1);
        byte[] to = bytes(c, 3);
        long seed = c.argument(5) & LOW;
        if (from.length == 0) {
            return fold(sum(to, seed));
        }
        return fold(to.length == 0 ? ~sum(from, ~seed & LOW) & LOW : add(sum(to, seed), ~sum(from, 0) & LOW));
    }

    private static byte[] bytes(Caller c, int number) {
        int size = (int) c.argument(number + 1);
        return size == 0 ? new byte[0] : c.memory().read(c.argument(number), size, c.fromKernel());
    }

    /** Ones' complement sum of 32-bit words, little-endian as the machine. */
    private static long sum(byte[] bytes, long start) {
        long sum = start;
        for (int i = 0; i < bytes.length; i++) {
            sum = add(sum, (bytes[i] & 0xffL) << i % 4 * 8);
        }
        return sum;
    }

    private static long add(long a, long b) {
        long sum = a + b;
        return (sum & LOW) + (sum >>> 32);
    }

    private static long fold(long sum) {
        long half = (sum & 0xffff) + (sum >>> 16);
        return (half & 0xffff) + (half >>> 16);
    }
}
