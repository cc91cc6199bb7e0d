package dev.xdpscope.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A request to the kernel's netlink: a header, a fixed part, and attributes that may hold attributes. */
final class NetlinkMessage {
    private static final int MOST = 1024;
    private static final int ALIGNMENT = 4;
    private static final int INTERFACE_INFO = 16;
    private static final int INDEX_AT = 4;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST).order(ByteOrder.LITTLE_ENDIAN);

    NetlinkMessage(int type, int flags) {
        // The length comes last; sequence and sender stay 0.
        bytes.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
    }

    /** {@code struct ifinfomsg}: of it only the device's number is used. */
    NetlinkMessage interfaceInfo(int ifindex) {
        int start = bytes.position();
        bytes.putInt(start + INDEX_AT, ifindex).position(start + INTERFACE_INFO);
        return this;
    }

    NetlinkMessage u32(int type, int value) {
        return nested(type, m -> m.bytes.putInt(value));
    }

    NetlinkMessage text(int type, String value) {
        return nested(type, m -> m.bytes.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0));
    }

    /** An attribute of whatever {@code contents} writes. */
    NetlinkMessage nested(int type, Consumer<NetlinkMessage> contents) {
        int start = bytes.position();
        bytes.putInt(0);
        contents.accept(this);
        bytes.putShort(start, (short) (bytes.position() - start)).putShort(start + 2, (short) type);
        bytes.position(bytes.position() + ALIGNMENT - 1 & -ALIGNMENT);
        return this;
    }

    byte[] bytes() {
        byte[] all = java.util.Arrays.copyOf(bytes.array(), bytes.position());
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(0, all.length);
        return all;
    }
}
