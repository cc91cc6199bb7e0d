package dev.xdpscope.drivers.kernel;

import java.nio.ByteBuffer;

/** Small frames of many kinds, told apart by the last byte of their source address. */
final class Frames {
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMPV6 = 58;
    static final int ESP = 50;
    static final int SCTP = 132;

    private static final int TRANSPORT = 24;
    private static final int MORE_FRAGMENTS = 0x2000;

    private Frames() {}

    /** Ethernet with a payload of zeros. */
    static byte[] ethernet(int number, int type, byte... payload) {
        return ByteBuffer.allocate(14 + payload.length).put(new byte[]{2, 0, 0, 0, 0, 1, 2, 0x78, 0x64, 0x70, 0})
                .put((byte) number).putShort((short) type).put(payload).array();
    }

    static byte[] ipv4(int number, int protocol, int ports) {
        return ethernet(number, 0x0800, packet(protocol, ports, 0));
    }

    static byte[] fragment(int number, int protocol, int ports) {
        return ethernet(number, 0x0800, packet(protocol, ports, MORE_FRAGMENTS));
    }

    /** A frame with its tag inside. */
    static byte[] tagged(int number, int tpid, int tci, int ports) {
        byte[] ip = packet(UDP, ports, 0);
        return ethernet(number, tpid,
                ByteBuffer.allocate(4 + ip.length).putShort((short) tci).putShort((short) 0x0800).put(ip).array());
    }

    static byte[] ipv6(int number, int protocol, int ports, int flowLabel) {
        byte[] addresses = new byte[32];
        addresses[0] = 0x20;
        addresses[15] = 1;
        addresses[16] = 0x20;
        addresses[31] = 2;
        return ethernet(number, 0x86dd, ByteBuffer.allocate(40 + TRANSPORT).putInt(0x60000000 | flowLabel)
                .putShort((short) TRANSPORT).put((byte) protocol).put((byte) 64).put(addresses)
                .put(transport(protocol, ports)).array());
    }

    private static byte[] packet(int protocol, int ports, int fragment) {
        ByteBuffer b = ByteBuffer.allocate(20 + TRANSPORT);
        b.put((byte) 0x45).put((byte) 0).putShort((short) (20 + TRANSPORT)).putShort((short) 7)
                .putShort((short) fragment).put((byte) 64).put((byte) protocol).putShort((short) 0).putInt(0x0a000001)
                .putInt(0x0a000002);
        return b.put(transport(protocol, ports)).array();
    }

    /** Ports, or what is in their place, and enough of a header behind them. */
    private static byte[] transport(int protocol, int ports) {
        ByteBuffer b = ByteBuffer.allocate(TRANSPORT).putInt(0, ports);
        if (protocol == TCP) {
            b.put(12, (byte) 0x50).put(13, (byte) 0x10);
        } else if (protocol == UDP) {
            b.putShort(4, (short) TRANSPORT);
        }
        return b.array();
    }
}
