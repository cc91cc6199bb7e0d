package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.packet.Packet;
import java.nio.ByteBuffer;

/** PTP messages, no longer than their headers. */
record PtpFrames(byte[] bytes) {
    private static final int HEADER = 34;

    static PtpFrames ethernet(int type, int version) {
        return new PtpFrames(ByteBuffer.allocate(60).putShort(12, (short) 0x88f7).put(14, message(type, version)).array());
    }

    static PtpFrames udp(int type, int version, int port) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 8 + HEADER).putShort(12, (short) 0x0800);
        frame.put(14, (byte) 0x45).putShort(16, (short) (28 + HEADER)).put(22, (byte) 1).put(23, (byte) 17);
        frame.putShort(34, (short) port).putShort(36, (short) port).putShort(38, (short) (8 + HEADER));
        return new PtpFrames(frame.put(42, message(type, version)).array());
    }

    private static byte[] message(int type, int version) {
        return ByteBuffer.allocate(HEADER).put((byte) (0x10 | type)).put((byte) version).putShort((short) HEADER).array();
    }

    Packet packet() {
        return packet(0, 0);
    }

    Packet packet(int index, long nanos) {
        return new Packet(index, nanos, bytes, bytes.length);
    }
}
