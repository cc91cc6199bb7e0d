package dev.xdpscope.engine.tc;

import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.Optional;

/** Where the members of an sk_buff are: of the simulated one, or a real kernel's. */
@FunctionalInterface
public interface SkbLayout {
    /**
     * A member: {@code size} (1, 2, 4 or 8, for {@code cb} 20) bytes at {@code offset}.
     *
     * @param bit number of its first bit in that
     * @param bits width; all of its bytes unless it is a bit field
     */
    record Member(int offset, int size, int bit, int bits) {
        /** A member that is no bit field. */
        public static Member of(int offset, int size) {
            return new Member(offset, size, 0, size * 8);
        }
    }

    /** The member of that name of {@code struct sk_buff}; {@code data_end} and {@code data_meta} are those of its cb. */
    Optional<Member> member(String name);

    /** Byte offset of {@code net_device.ifindex}. */
    default int ifindex() {
        return XdpBuff.NET_DEVICE_IFINDEX;
    }
}
