package dev.xdpscope.drivers.nic;

import java.util.List;

/** What a switch can be set to. */
public sealed interface Values {
    /** One of a few words. */
    record OneOf(List<String> words) implements Values {
        public OneOf {
            words = List.copyOf(words);
        }

        @Override
        public String toString() {
            return String.join(", ", words);
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    record Range(long least, long most, boolean powerOfTwo) implements Values {
        @Override
        public String toString() {
            return (powerOfTwo ? "a power of two from " : "a number from ") + least + " to " + most;
        }
    }

    /** Whether {@code value} is one of these. */
    default boolean allow(String value) {
        return switch (this) {
            case OneOf o -> o.words().contains(value);
            case Range r -> inRange(r, value);
        };
    }

    private static boolean inRange(Range range, String value) {
        if (!value.matches("-?[0-9]{1,19}")) {
            return false;
        }
        try {
            long n = Long.parseLong(value);
            return n >= range.least() && n <= range.most() && (!range.powerOfTwo() || Long.bitCount(n) == 1);
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }
}
