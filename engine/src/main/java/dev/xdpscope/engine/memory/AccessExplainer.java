package dev.xdpscope.engine.memory;

import java.util.Optional;

/** Puts into words why an access was refused. */
final class AccessExplainer {
    /** A null pointer plus the offset of a field: the page at 0. */
    private static final int NEAR_NULL = 4096;

    private AccessExplainer() {}

    static AccessException explain(Memory memory, long address, int size, boolean write, boolean kernel) {
        if (size < 0) {
            return new AccessException(address, size, write, (write ? "write of " : "read of ")
                    + Integer.toUnsignedString(size) + " bytes", "a size below 2147483648");
        }
        String verb = (write ? "write of " : "read of ") + size + (size == 1 ? " byte" : " bytes");
        Optional<Region> hit = memory.region(address);
        if (hit.isEmpty() || hit.get().spec().kind() == Region.Kind.HOST) {
            return new AccessException(address, size, write, verb + " through " + number(address),
                    "a pointer to memory the program was given");
        }
        Region r = hit.get();
        int offset = Memory.offset(address);
        if (r.spec().kind() == Region.Kind.REGISTERS) {
            return new AccessException(address, size, write, verb + " at offset " + offset + " of " + r
                    + ", which is no ordinary memory", "a call of readl() by the driver");
        }
        int low = kernel ? 0 : r.low();
        int high = kernel ? r.size() : r.high();
        if (offset < low || offset > high - size) {
            return new AccessException(address, size, write, verb + " at offset " + offset + " of " + r,
                    "offsets " + low + " to " + high + accessible(r, kernel));
        }
        if (!kernel && (r.spec().kind() == Region.Kind.MAP || write)) {
            return new AccessException(address, size, write, verb + (write ? " to " : " from ") + r,
                    r.spec().kind() == Region.Kind.MAP ? "a map value, as bpf_map_lookup_elem returns it"
                            : "memory the program may write: " + r.spec().kind() + " is read-only to it");
        }
        return new AccessException(address, size, write,
                verb + " at offset " + offset + " crosses from one element of " + r + " into the next",
                "the " + r.spec().element() + " bytes of one element");
    }

    private static String number(long address) {
        if (address <= -NEAR_NULL || address >= NEAR_NULL) {
            return "a number that is no pointer";
        }
        return "a null pointer" + (address == 0 ? "" : (address > 0 ? " plus " : " minus ") + Math.abs(address));
    }

    private static String accessible(Region r, boolean kernel) {
        if (kernel || r.low() == 0 && r.high() == r.size()) {
            return "";
        }
        return r.spec().kind() == Region.Kind.PACKET ? " (data_meta to data_end)" : " (what the program may access)";
    }
}
