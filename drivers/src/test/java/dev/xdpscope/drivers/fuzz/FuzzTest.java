package dev.xdpscope.drivers.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a file holds, its reader gives what is in it or says what is wrong, soon and with little memory. The system
 * properties {@code xdpscope.fuzz.seed}, {@code xdpscope.fuzz.count} and {@code xdpscope.fuzz.minutes} give another
 * beginning and another end.
 */
final class FuzzTest {
    private static final String PROPERTY = "xdpscope.fuzz.";
    private static final int SEED = 20_26;
    private static final int COUNT = 5000;

    /** What reading 1 MiB may take at most. */
    private static final String MEMORY = "-Xmx256m";

    @ParameterizedTest
    @EnumSource
    void readsOrRefuses(Subjects subject) throws IOException, InterruptedException {
        int minutes = Integer.getInteger(PROPERTY + "minutes", 0);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY,
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Fuzzer.class.getName(),
                subject.name(),
                "" + Integer.getInteger(PROPERTY + "seed", SEED),
                "" + Integer.getInteger(PROPERTY + "count", minutes > 0 ? 0 : COUNT), "" + minutes,
                Path.of("src", "test", "resources", "fuzz").toString())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(output.lines().reduce("", (a, b) -> b));
        assertEquals(0, process.waitFor(), output);
    }
}
