package dev.xdpscope.drivers.packet;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.HexFormat;

/**
 * The Toeplitz hash of receive-side scaling: the exclusive-or of those 32-bit windows of the key that begin at the
 * positions of the input's one-bits (Microsoft, "RSS Hashing Functions").
 */
public final class Toeplitz {
    /** Bytes of a key that is long enough for two IPv6 addresses and two ports. */
    public static final int MIN_KEY = 40;

    private static final String STANDARD =
            "6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b477cb2da38030f20c6a42b73bbeac01fa";

    private final byte[] key;

    private Toeplitz(byte[] key) {
        this.key = key;
    }

    /** The hash with the key of Microsoft's "Verifying the RSS Hash Calculation", which most drivers begin with. */
    public static Toeplitz standard() {
        return new Toeplitz(standardKey());
    }

    /** The standard key: 40 bytes, newly made. */
    public static byte[] standardKey() {
        return HexFormat.of().parseHex(STANDARD);
    }

    /**
     * The hash with a key of one's own.
     *
     * @param key at least {@link #MIN_KEY} bytes, the first used first; copied
     * @throws ProblemException if it is shorter
     */
    public static Toeplitz withKey(byte[] key) {
        if (key.length < MIN_KEY) {
            throw new ProblemException(Place.NOWHERE, "an RSS key of %d bytes is too short".formatted(key.length),
                    "Give at least %d bytes.".formatted(MIN_KEY));
        }
        return new Toeplitz(key.clone());
    }

    /** The longest input the key is long enough for, in bytes. */
    public int maxInput() {
        return key.length - Integer.BYTES;
    }

    /**
     * The hash of {@code input}, its first byte's highest bit first, as a number in host order.
     *
     * @throws ProblemException if the input is longer than {@link #maxInput()}
     */
    public int hash(byte[] input) {
        if (input.length > maxInput()) {
            throw new ProblemException(Place.NOWHERE, "%d bytes are too many for an RSS key of %d"
                    .formatted(input.length, key.length), "Give a longer key.");
        }
        int hash = 0;
        int window = (int) Wire.u32(key, 0);
        for (int i = 0; i < input.length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                if ((input[i] >> bit & 1) != 0) {
                    hash ^= window;
                }
                window = window << 1 | key[i + Integer.BYTES] >> bit & 1;
            }
        }
        return hash;
    }
}
