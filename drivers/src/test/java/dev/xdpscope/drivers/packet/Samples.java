package dev.xdpscope.drivers.packet;

import java.nio.file.Path;
import java.util.List;

/** The captures that tests read. */
final class Samples {
    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));

    private Samples() {}

    /** Real traffic of all kinds: sample-traces/captures/mixed.pcapng. */
    static Path mixed() {
        return MODULE.resolve("../sample-traces/captures/mixed.pcapng").normalize();
    }

    /** A file of src/test/resources/captures. */
    public static Path file(String name) {
        return MODULE.resolve("src/test/resources/captures").resolve(name);
    }

    static List<Packet> packets() {
        return Captures.read(mixed()).packets();
    }

    static List<Frame> frames() {
        return packets().stream().map(p -> Frame.parse(p.bytes())).toList();
    }
}
