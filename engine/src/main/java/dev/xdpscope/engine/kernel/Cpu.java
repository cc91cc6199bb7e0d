package dev.xdpscope.engine.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CPUs of this machine. */
public final class Cpu {
    /** Numbers and ranges, for example {@code 0-7}. */
    private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

    private static final int MOST = 1024;

    private Cpu() {}

    /** How many there may ever be: a per-CPU map has as many values for a key. */
    public static int possible() {
        try {
            String[] numbers = Files.readString(POSSIBLE).strip().split("[-,]", -1);
            return 1 + Integer.parseInt(numbers[numbers.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /** Keeps the calling thread on one CPU. */
    public static Answer<Long> keepOn(int cpu) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(MOST / 8, Long.BYTES);
            set.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
            return Libc.call("sched_setaffinity", 0, set.byteSize(), set.address());
        }
    }
}
