package dev.xdpscope.drivers.lab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Something that our run and the kernel's gave differently.
 *
 * @param what for example {@code frame}
 * @param offset of the first byte that differs, or -1 if it is not about bytes
 * @param ours a number, or bytes in hexadecimal from the offset on
 * @param kernels the same
 */
public record Difference(String what, int offset, String ours, String kernels) {
    private static final int MOST = 16;

    static List<Difference> of(String what, Object ours, Object kernels) {
        return ours.equals(kernels) ? List.of()
                : List.of(new Difference(what, -1, ours.toString(), kernels.toString()));
    }

    /** Compares bytes: a difference for each stretch of them, whose last bytes may be left out. */
    static List<Difference> ofBytes(String what, byte[] ours, byte[] kernels) {
        List<Difference> differences = new ArrayList<>(of("length of " + what, ours.length, kernels.length));
        int both = Math.min(ours.length, kernels.length);
        int at = 0;
        while (at < both) {
            int rest = Arrays.mismatch(ours, at, both, kernels, at, both);
            if (rest < 0) {
                break;
            }
            int from = at + rest;
            at = from;
            while (at < both && ours[at] != kernels[at] && at - from < MOST) {
                at++;
            }
            differences.add(new Difference(what, from, hex(ours, from, at), hex(kernels, from, at)));
        }
        return differences;
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
