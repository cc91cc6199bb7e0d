package dev.xdpscope.drivers.lab.result;

/** Values of sk_buff fields for people; names from include/linux/skbuff.h and include/uapi/linux/if_ether.h, 6.12. */
final class SkbText {
    private SkbText() {}

    static String of(String field, long value) {
        return switch (field) {
            case "ip_summed" -> switch ((int) value) {
                case 0 -> "CHECKSUM_NONE";
                case 1 -> "CHECKSUM_UNNECESSARY";
                case 2 -> "CHECKSUM_COMPLETE";
                case 3 -> "CHECKSUM_PARTIAL";
                default -> Long.toString(value);
            };
            case "protocol", "vlan_proto" -> protocol(Short.reverseBytes((short) value) & 0xffff);
            case "hash", "csum" -> "0x%08x".formatted(value);
            case "vlan_tci" -> "VID %d, PCP %d, DEI %d".formatted(value & 0xfff, value >> 13 & 7, value >> 12 & 1);
            case "hwtstamp" -> value == 0 ? "0" : "%s ns".formatted(Long.toUnsignedString(value));
            default -> Long.toUnsignedString(value);
        };
    }

    private static String protocol(int type) {
        return switch (type) {
            case 0 -> "0";
            case 0x0001 -> "802.3 (0x0001)";
            case 0x0004 -> "802.2 (0x0004)";
            case 0x0800 -> "IPv4 (0x0800)";
            case 0x0806 -> "ARP (0x0806)";
            case 0x86dd -> "IPv6 (0x86dd)";
            case 0x8100 -> "802.1Q (0x8100)";
            case 0x88a8 -> "802.1ad (0x88a8)";
            default -> "0x%04x".formatted(type);
        };
    }
}
