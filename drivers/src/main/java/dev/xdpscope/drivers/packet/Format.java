package dev.xdpscope.drivers.packet;

import java.nio.ByteOrder;

/** What the first four bytes of a file say it is. */
sealed interface Format {
    /** A pcap file, its byte order, and whether its timestamps are nanoseconds rather than microseconds. */
    record Pcap(ByteOrder order, boolean nanos) implements Format {}

    /** A pcapng file; its byte order is in the section header. */
    record Pcapng() implements Format {}

    /** Something else. */
    record Refused(String what, String remedy) implements Format {}

    /**
     * Magic numbers: draft-ietf-opsawg-pcap section 4, draft-ietf-opsawg-pcapng section 4.1, and the modified ones that
     * Wireshark's wiretap knows.
     *
     * @param magic four bytes
     */
    static Format of(byte[] magic) {
        int big = (int) Wire.u32(magic, 0);
        return switch (big) {
            case 0xa1b2c3d4 -> new Pcap(ByteOrder.BIG_ENDIAN, false);
            case 0xd4c3b2a1 -> new Pcap(ByteOrder.LITTLE_ENDIAN, false);
            case 0xa1b23c4d -> new Pcap(ByteOrder.BIG_ENDIAN, true);
            case 0x4d3cb2a1 -> new Pcap(ByteOrder.LITTLE_ENDIAN, true);
            case 0x0a0d0d0a -> new Pcapng();
            case 0xa1b2cd34, 0x34cdb2a1 -> variant("Kuznetzov's modified pcap");
            case 0xa1e2cb12, 0x12cbe2a1 -> variant("Nokia's modified pcap");
            case 0x1c0001ac, 0xac01001c, 0x1c0001ab, 0xab01001c -> variant("IXIA's modified pcap");
            case 0x736e6f6f -> variant("a snoop capture");
            case 0x52545353, 0x474d4255 -> variant("a Network Monitor capture");
            case 0x28b52ffd -> new Refused("is compressed with zstd", "Unpack it first: `zstd -d`.");
            case 0x04224d18 -> new Refused("is compressed with LZ4", "Unpack it first: `lz4 -d`.");
            case 0x7f454c46 -> new Refused("is an ELF object, not a capture",
                    "Give the program where a program is asked for, and a pcap or pcapng file here.");
            default -> big >>> 16 == 0x1f8b
                    ? new Refused("is compressed with gzip", "Unpack it first: `gunzip`.")
                    : new Refused("is not a capture: it begins with %s".formatted(Hex.spaced(magic)),
                            "Give a pcap or pcapng file, for example one made with `tcpdump -w`.");
        };
    }

    private static Format variant(String name) {
        return new Refused("is " + name + ", which is not read here", "Convert it with `editcap -F pcapng`.");
    }
}
