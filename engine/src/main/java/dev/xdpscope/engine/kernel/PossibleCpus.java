package dev.xdpscope.engine.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many values a per-CPU map has: one for each CPU that may ever be there. */
final class PossibleCpus {
    private static final Path LIST = Path.of("/sys/devices/system/cpu/possible");

    private PossibleCpus() {}

    /** The highest number of {@code /sys/devices/system/cpu/possible}, for example {@code 0-7}, and one. */
    static int count() {
        try {
            String[] numbers = Files.readString(LIST).strip().split("[-,]", -1);
            return 1 + Integer.parseInt(numbers[numbers.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
