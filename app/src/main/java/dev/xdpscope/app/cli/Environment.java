package dev.xdpscope.app.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the launcher knows of the machine.
 *
 * @param version for example {@code 0.1.0}
 * @param display whether windows can be shown
 * @param missing what must be installed before pictures can be made; empty if nothing
 * @param home the folder with {@code sample-traces}
 */
public record Environment(String version, boolean display, String missing, Optional<Path> home) {

    /** As the system properties {@code xdpscope.display}, {@code xdpscope.missing} and {@code xdpscope.home} say. */
    public static Environment ofSystem(String version) {
        return new Environment(version, Boolean.getBoolean("xdpscope.display"),
                System.getProperty("xdpscope.missing", ""),
                Optional.ofNullable(System.getProperty("xdpscope.home")).map(Path::of));
    }

    /** The sample that is shown first. */
    Optional<Path> firstSample() {
        return home.map(h -> h.resolve("sample-traces").resolve("hints-to-metadata").resolve("scenario.json"));
    }
}
