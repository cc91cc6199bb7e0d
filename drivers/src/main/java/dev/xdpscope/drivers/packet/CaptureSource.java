package dev.xdpscope.drivers.packet;

import dev.xdpscope.engine.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A capture's bytes as they are read, with their offset. */
final class CaptureSource {
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final InputStream in;
    private long offset;

    CaptureSource(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    Path file() {
        return file;
    }

    /** Offset of the next byte. */
    long offset() {
        return offset;
    }

    /** The next {@code n} bytes, fewer only at the end of the file. */
    byte[] upTo(int n) throws IOException {
        byte[] b = in.readNBytes(n);
        offset += b.length;
        return b;
    }

    /** Passes over {@code n} bytes by reading, so that pipes work too; gives how many, less only at the file's end. */
    long skip(long n) throws IOException {
        long left = n;
        while (left > 0) {
            int got = upTo((int) Math.min(left, CHUNK)).length;
            if (got == 0) {
                break;
            }
            left -= got;
        }
        return n - left;
    }

    CaptureException problem(long at, String what, String remedy) {
        return new CaptureException(Place.of(file).offset(at), what, remedy);
    }
}
