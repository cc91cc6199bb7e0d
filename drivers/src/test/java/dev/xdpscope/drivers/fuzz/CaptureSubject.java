package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.drivers.packet.Captures;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Captures, pcap and pcapng, and the frames in them. */
final class CaptureSubject implements Subject {
    private static final Path NAME = Path.of("fuzzed.pcapng");
    private static final int SECTION = 0x0a0d0d0a;

    @Override
    public List<Input> seeds() {
        return Seeds.of("capture", ".pcap", 64 << 10, "drivers/src/test/resources/captures", "sample-traces/captures");
    }

    @Override
    public byte[] change(Input input, Input other, Random random) {
        byte[] bytes = input.bytes();
        List<Integer> blocks = blocks(bytes);
        if (blocks.isEmpty() || random.nextInt(3) == 0) {
            return random.nextBoolean() ? Mutations.bytes(bytes, other.bytes(), random)
                    : Mutations.number(bytes, random.nextInt(Math.max(1, bytes.length / 4)) * 4, 4, random,
                            order(bytes));
        }
        int which = random.nextInt(blocks.size());
        int begin = blocks.get(which);
        int end = which + 1 < blocks.size() ? blocks.get(which + 1) : bytes.length;
        byte[] block = Arrays.copyOfRange(bytes, begin, end);
        return switch (random.nextInt(5)) {
            case 0 -> Mutations.insert(bytes, begin, block, Mutations.times(block.length, bytes.length, random));
            case 1 -> Mutations.remove(bytes, begin, block.length);
            case 2 -> Mutations.number(bytes, begin + 4, 4, random, order(bytes));
            case 3 -> Mutations.number(bytes, end - 4, 4, random, order(bytes));
            default -> Mutations.number(bytes, begin + random.nextInt(block.length), 1 << random.nextInt(3), random,
                    order(bytes));
        };
    }

    private static ByteOrder order(byte[] bytes) {
        boolean little = bytes.length > 8 && (bytes[8] == 0x4d || bytes[0] == (byte) 0xd4 || bytes[0] == 0x4d);
        return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** Where the blocks of a pcapng file begin, as far as it is whole. */
    private static List<Integer> blocks(byte[] bytes) {
        List<Integer> blocks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order(bytes));
        int at = 0;
        while (bytes.length - at >= 12 && (at > 0 || buffer.getInt(0) == SECTION)) {
            int length = buffer.getInt(at + 4);
            if (length < 12 || length % 4 != 0 || length > bytes.length - at) {
                break;
            }
            blocks.add(at);
            at += length;
        }
        return blocks;
    }

    @Override
    public String read(Input input) {
        try {
            List<Packet> packets =
                    Captures.read(NAME, new ByteArrayInputStream(input.bytes()), Integer.MAX_VALUE).packets();
            packets.forEach(CaptureSubject::use);
            return packets.isEmpty() ? "none" : "packets";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void use(Packet packet) {
        try {
            Frame frame = Frame.parse(packet.bytes());
            frame.summary();
            frame.l3Checksum();
            frame.l4Checksum();
            frame.ipSum();
            frame.l4Sum();
        } catch (ProblemException e) {
            throw new IllegalStateException("any bytes are a frame", e);
        }
    }
}
