package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.packet.Checksums;
import dev.xdpscope.drivers.packet.Packet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Makes frames and knows, from making them, what a NIC must say of them. */
final class FrameMaker {
    /**
     * A frame.
     *
     * @param tpid protocol of its outer tag, 0 without
     * @param version 4, 6, or 0 for no IP
     * @param protocol IP protocol number; 0 for no IP
     * @param ack whether TCP's ACK is set, {@code data} whether there is payload
     * @param l4Right whether there is a TCP or UDP checksum that is right
     */
    record Made(byte[] bytes, int tpid, int tci, int version, int protocol, boolean fragment, boolean ack, boolean data,
            boolean l3Right, boolean l4Right) {
        Packet packet(int index, long nanos) {
            return new Packet(index, nanos, bytes, bytes.length);
        }

        /** Whether TCP's or UDP's header can be found. */
        boolean transport() {
            return !fragment && (protocol == TCP || protocol == UDP);
        }

        byte[] untagged() {
            byte[] rest = new byte[bytes.length - 4];
            System.arraycopy(bytes, 0, rest, 0, 12);
            System.arraycopy(bytes, 16, rest, 12, rest.length - 12);
            return rest;
        }
    }

    private static final int TCP = 6;
    private static final int UDP = 17;

    private final Random random;

    FrameMaker(Random random) {
        this.random = random;
    }

    Made make() {
        int tpid = new int[]{0, 0x8100, 0x8100, 0x88a8}[random.nextInt(4)];
        int tci = random.nextInt(0x10000);
        int version = new int[]{4, 4, 6, 6, 0}[random.nextInt(5)];
        int protocol = version == 0 ? 0 : new int[]{TCP, TCP, UDP, 89}[random.nextInt(4)];
        boolean fragment = version == 4 && random.nextInt(4) == 0;
        boolean ack = random.nextBoolean();
        byte[] payload = new byte[random.nextBoolean() ? 0 : 1 + random.nextInt(200)];
        random.nextBytes(payload);
        boolean l3Right = random.nextInt(5) > 0 || version == 6;
        boolean l4Right = random.nextInt(5) > 0;
        byte[] l3 = switch (version) {
            case 4 -> ipv4(protocol, fragment, l3Right, ack, payload, l4Right);
            case 6 -> ipv6(protocol, ack, payload, l4Right);
            default -> payload;
        };
        int etherType = switch (version) {
            case 4 -> 0x0800;
            case 6 -> 0x86dd;
            default -> 0x88b5;
        };
        ByteBuffer frame = ByteBuffer.allocate(14 + (tpid == 0 ? 0 : 4) + l3.length);
        byte[] macs = new byte[12];
        random.nextBytes(macs);
        frame.put(macs);
        if (tpid != 0) {
            frame.putShort((short) tpid).putShort((short) tci);
        }
        frame.putShort((short) etherType).put(l3);
        boolean transport = !fragment && (protocol == TCP || protocol == UDP);
        return new Made(frame.array(), tpid, tci, version, protocol, fragment, ack, payload.length > 0,
                version != 0 && l3Right, transport && l4Right);
    }

    private byte[] ipv4(int protocol, boolean fragment, boolean headerRight, boolean ack, byte[] payload,
            boolean right) {
        byte[] addresses = new byte[8];
        random.nextBytes(addresses);
        byte[] l4 = transport(protocol, addresses, ack, payload, right);
        ByteBuffer b = ByteBuffer.allocate(20 + l4.length);
        b.put((byte) 0x45).put((byte) 0).putShort((short) (20 + l4.length)).putShort((short) 7)
                .putShort((short) (fragment ? 0x2000 : 0)).put((byte) 64).put((byte) protocol).putShort((short) 0)
                .put(addresses);
        int sum = ~Checksums.sum(b.array(), 0, 20);
        b.putShort(10, (short) (headerRight ? sum : sum + 1 + random.nextInt(0xfffe)));
        return b.put(l4).array();
    }

    private byte[] ipv6(int protocol, boolean ack, byte[] payload, boolean right) {
        byte[] addresses = new byte[32];
        random.nextBytes(addresses);
        byte[] l4 = transport(protocol, addresses, ack, payload, right);
        return ByteBuffer.allocate(40 + l4.length).putInt(0x60000000).putShort((short) l4.length).put((byte) protocol)
                .put((byte) 64).put(addresses).put(l4).array();
    }

    /** A transport header with its checksum over the pseudo-header. */
    private byte[] transport(int protocol, byte[] addresses, boolean ack, byte[] payload, boolean right) {
        ByteBuffer b;
        int at;
        if (protocol == TCP) {
            b = ByteBuffer.allocate(20 + payload.length).putInt(random.nextInt()).putInt(1).putInt(ack ? 1 : 0)
                    .put((byte) 0x50).put((byte) (ack ? 0x10 : 0x02)).putShort((short) 512).putInt(0).put(payload);
            at = 16;
        } else if (protocol == UDP) {
            b = ByteBuffer.allocate(8 + payload.length).putInt(random.nextInt()).putShort((short) (8 + payload.length))
                    .putShort((short) 0).put(payload);
            at = 6;
        } else {
            return payload;
        }
        byte[] all = Arrays.copyOf(b.array(), b.capacity() + (b.capacity() & 1) + addresses.length + 4);
        int pseudo = b.capacity() + (b.capacity() & 1);
        System.arraycopy(addresses, 0, all, pseudo, addresses.length);
        ByteBuffer.wrap(all).putShort(pseudo + addresses.length, (short) protocol)
                .putShort(pseudo + addresses.length + 2, (short) b.capacity());
        int sum = ~Checksums.sum(all, 0, all.length) & 0xffff;
        int stored = sum == 0 && protocol == UDP ? 0xffff : sum;
        b.putShort(at, (short) (right ? stored : wrong(stored)));
        return b.array();
    }

    /** A checksum that is not 0, for that means none in UDP, and not the same in ones' complement. */
    private int wrong(int right) {
        int other = right;
        while (other % 0xffff == right % 0xffff) {
            other = 1 + random.nextInt(0xfffe);
        }
        return other;
    }
}
