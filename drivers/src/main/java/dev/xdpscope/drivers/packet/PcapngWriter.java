package dev.xdpscope.drivers.packet;

import dev.xdpscope.engine.problem.Place;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes Ethernet frames as pcapng (draft-ietf-opsawg-pcapng): one little-endian section, one interface with nanosecond
 * timestamps, an enhanced packet block per packet. Nothing of the machine, user or program is written.
 */
public final class PcapngWriter {
    private static final int SECTION = 28;
    private static final int INTERFACE = 32;
    private static final int ENHANCED = 32;
    private static final byte NANOSECONDS = 9;

    private PcapngWriter() {}

    /**
     * Writes a file, replacing one of the same name. Packet indexes are not kept: position is what counts in a file.
     *
     * @throws CaptureException if it cannot be written
     */
    public static void write(Path file, Iterable<Packet> packets) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, packets);
        } catch (IOException e) {
            throw new CaptureException(Place.of(file), "cannot be written: " + e.getMessage(),
                    "Check that the folder exists, may be written to and has room.");
        }
    }

    /** Writes to a stream and leaves it open. */
    public static void write(OutputStream out, Iterable<Packet> packets) throws IOException {
        out.write(section());
        out.write(networkInterface());
        for (Packet p : packets) {
            out.write(enhanced(p));
        }
    }

    private static byte[] section() {
        return block(0x0a0d0d0a, SECTION).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0)
                .putLong(-1).putInt(SECTION).array();
    }

    private static byte[] networkInterface() {
        int tsresol = 9;
        return block(1, INTERFACE).putShort((short) LinkType.ETHERNET).putShort((short) 0).putInt(Captures.MAX_PACKET)
                .putShort((short) tsresol).putShort((short) 1).put(NANOSECONDS).put(new byte[3])
                .putInt(0).putInt(INTERFACE).array();
    }

    private static byte[] enhanced(Packet p) {
        int padded = p.bytes().length + 3 & ~3;
        int length = ENHANCED + padded;
        return block(6, length).putInt(0)
                .putInt((int) (p.timestampNanos() >>> 32)).putInt((int) p.timestampNanos())
                .putInt(p.bytes().length).putInt(p.originalLength())
                .put(p.bytes()).put(new byte[padded - p.bytes().length]).putInt(length).array();
    }

    private static ByteBuffer block(int type, int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(type).putInt(length);
    }
}
