package dev.xdpscope.drivers.packet;

import dev.xdpscope.engine.problem.Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads capture files: pcap (draft-ietf-opsawg-pcap; microseconds and nanoseconds) and pcapng
 * (draft-ietf-opsawg-pcapng), in both byte orders. The file is streamed, never held whole: memory is bounded by the
 * packets asked for and by {@link #MAX_MEMORY}.
 * A frame check sequence that was captured stays at its frame's end.
 */
public final class Captures {
    /** The longest captured packet accepted, in bytes: libpcap's own maximum snap length. */
    public static final int MAX_PACKET = 256 * 1024;

    /** The most that the packets of one capture may take, in bytes; each counts its length and {@link #OVERHEAD}. */
    public static final long MAX_MEMORY = 256L * 1024 * 1024;

    /** What a packet counts in memory in addition to its bytes. */
    public static final int OVERHEAD = 64;

    private static final int BUFFER = 64 * 1024;

    private Captures() {}

    /**
     * All packets of a capture.
     *
     * @throws CaptureException if it cannot be used, or holds more than {@link #MAX_MEMORY}
     */
    public static Capture read(Path file) {
        return read(file, Integer.MAX_VALUE);
    }

    /**
     * The first {@code limit} packets of a capture, or all if it has fewer. What comes after them is not read.
     *
     * @throws CaptureException if it cannot be used as far as it was read
     */
    public static Capture read(Path file, int limit) {
        if (Files.isDirectory(file)) {
            throw new CaptureException(Place.of(file), "is a directory, not a capture", "Name a file in it.");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return read(new CaptureSource(file, in), limit);
        } catch (NoSuchFileException e) {
            throw new CaptureException(Place.of(file), "there is no such file", "Check the name.");
        } catch (AccessDeniedException e) {
            throw new CaptureException(Place.of(file), "may not be read", "Check the file's permissions.");
        } catch (IOException e) {
            throw new CaptureException(Place.of(file), "cannot be read: " + e.getMessage(),
                    "Check the file and its disk.");
        }
    }

    /** The same from a stream, for a capture that is no file of its own; {@code name} is what messages call it. */
    public static Capture read(Path name, InputStream in, int limit) throws IOException {
        return read(new CaptureSource(name, in), limit);
    }

    private static Capture read(CaptureSource source, int limit) throws IOException {
        byte[] magic = source.upTo(4);
        if (magic.length == 0) {
            throw source.problem(0, "is empty (0 bytes)", "Make the capture again, for example with `tcpdump -w`.");
        }
        if (magic.length < 4) {
            throw source.problem(0, "is only %d bytes long, too short for a capture".formatted(magic.length),
                    "Copy or make the capture again.");
        }
        return switch (Format.of(magic)) {
            case Format.Pcap f -> new PcapReader(source, f).read(limit);
            case Format.Pcapng() -> new PcapngReader(source).read(limit);
            case Format.Refused(String what, String remedy) -> throw source.problem(0, what, remedy);
        };
    }
}
