package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checked-in texts of what readers see. {@code -Dxdpscope.golden=write} writes them again instead of comparing. */
public final class Golden {
    private static final boolean WRITE = "write".equals(System.getProperty("xdpscope.golden"));

    private Golden() {}

    /** Fails at the first line of {@code text} that is not as in {@code file}. */
    public static void check(Path file, String text) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return;
        }
        List<String> expected = Files.readString(file).lines().toList();
        List<String> found = text.lines().toList();
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String before = i < expected.size() ? expected.get(i) : "(nothing)";
            String now = i < found.size() ? found.get(i) : "(nothing)";
            if (!before.equals(now)) {
                fail(file.getFileName() + ", line " + (i + 1) + "\nexpected: " + before + "\nfound:    " + now);
            }
        }
    }
}
