package dev.xdpscope.drivers.nic;

/** What a NIC knows for one role. */
public sealed interface Fact {
    /** A number; 64-bit ones are unsigned. */
    record Number(long value) implements Fact {
        @Override
        public String toString() {
            return Long.toUnsignedString(value);
        }
    }

    /** One of the role's names, for example {@code ipv4-tcp}. */
    record Name(String value) implements Fact {
        @Override
        public String toString() {
            return value;
        }
    }
}
