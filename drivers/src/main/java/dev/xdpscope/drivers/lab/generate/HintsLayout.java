package dev.xdpscope.drivers.lab.generate;

import java.util.List;

/**
 * The structure that a generated program leaves in front of the packet. It is the same for all NICs, so that one consumer
 * serves all; a hint that is not there is 0 and its bit in {@code hint_valid} is clear. The bits of the three hints are
 * those of the kernel's own sample (tools/testing/selftests/bpf/xdp_metadata.h, 6.12).
 */
public final class HintsLayout {
    /** The structure's name in C. */
    public static final String NAME = "rx_hints";

    /** Bytes; every kernel with metadata allows 32, and its length must be a multiple of 4 (net/core/filter.c, 6.12). */
    public static final int SIZE = 24;

    /** What {@code hint_valid} says, bit by bit. */
    public enum Valid {
        HINT_TIMESTAMP(1, "rx_timestamp is the NIC's"),
        HINT_HASH(2, "rx_hash and rx_hash_type are the NIC's"),
        HINT_VLAN(4, "the NIC took a tag out of the packet, and here it is"),
        HINT_SOFTWARE_TIMESTAMP(8, "rx_timestamp is CLOCK_TAI when the program ran");

        private final int bit;
        private final String about;

        Valid(int bit, String about) {
            this.bit = bit;
            this.about = about;
        }

        public int bit() {
            return bit;
        }

        /** What it means, in one clause. */
        public String about() {
            return about;
        }
    }

    /**
     * A member.
     *
     * @param type in C, of a kind that means the same to the BPF compiler and to a consumer on any 64-bit host
     * @param offset bytes from the structure's start
     * @param size bytes
     * @param about what it holds, in one clause
     */
    public record Member(String name, String type, int offset, int size, String about) {}

    /** The members in their order; they leave no gaps. */
    public static final List<Member> MEMBERS = List.of(
            new Member("rx_timestamp", "unsigned long long", 0, 8, "nanoseconds of the NIC's clock, or CLOCK_TAI"),
            new Member("rx_hash", "unsigned int", 8, 4, "receive-side-scaling hash"),
            new Member("rx_hash_type", "unsigned int", 12, 4, "what was hashed: enum xdp_rss_hash_type"),
            new Member("rx_vlan_proto", "unsigned short", 16, 2, "protocol of the tag, in network byte order"),
            new Member("rx_vlan_tci", "unsigned short", 18, 2, "VID in bits 11:0, DEI 12, PCP 15:13"),
            new Member("hint_valid", "unsigned int", 20, 4, "bits of enum rx_hints_valid"));

    private HintsLayout() {}

    static Member member(String name) {
        return MEMBERS.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
}
