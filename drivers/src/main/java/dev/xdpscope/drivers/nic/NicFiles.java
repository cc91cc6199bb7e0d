package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a NIC folder. Nothing outside the folder can be read through it. */
sealed interface NicFiles {
    /** The most bytes of a file that are read. */
    int MOST = 16 << 20;

    /** The folder's name, for people. */
    Path folder();

    /** The bytes of a file; empty if there is none. {@code relative} has been checked. */
    Optional<InputStream> open(String relative) throws IOException;

    /** What problems call a file. */
    default Path name(String relative) {
        return folder().resolve(relative);
    }

    /**
     * Reads a file that something in the folder names.
     *
     * @param relative path from the folder, with slashes
     * @param by where it is named
     */
    default byte[] read(String relative, Place by) {
        if (!relative.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || ("/" + relative + "/").contains("/../")) {
            throw new ProblemException(by, "the path '" + relative + "' may lead out of the NIC's folder",
                    "Name a file in the folder: letters, digits, '_', '-', '.', and '/' between folders.");
        }
        try (InputStream in = open(relative).orElseThrow(() -> new ProblemException(by,
                "there is no file " + relative + " in the NIC's folder", "Add it, or correct the name."))) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new ProblemException(Place.of(name(relative)), "the file is larger than 16 MiB",
                        "Is it the right one?");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(Place.of(name(relative)), "the file cannot be read (" + e.getMessage() + ")",
                    "Check it and its permissions.");
        }
    }

    /** A folder on disk. */
    record OnDisk(Path folder) implements NicFiles {
        @Override
        public Optional<InputStream> open(String relative) throws IOException {
            Path file = folder.resolve(relative);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new IOException("it is a link out of the folder");
            }
            return Optional.of(Files.newInputStream(file));
        }
    }

    /** A folder of the program itself. */
    record BuiltIn(String nic) implements NicFiles {
        private static final String ROOT = "/dev/xdpscope/drivers/nics/";

        @Override
        public Path folder() {
            return Path.of("nics", nic);
        }

        @Override
        public Optional<InputStream> open(String relative) {
            return Optional.ofNullable(NicFiles.class.getResourceAsStream(ROOT + nic + "/" + relative));
        }
    }

    /** The folder at {@code path}, or that of the nic.json it names; empty if there is none. */
    static Optional<NicFiles> at(String path) {
        try {
            Path p = Path.of(path);
            if (Files.isDirectory(p)) {
                return Optional.of(new OnDisk(p));
            }
            return Files.isRegularFile(p) && p.endsWith("nic.json")
                    ? Optional.of(new OnDisk(Optional.ofNullable(p.getParent()).orElse(Path.of("."))))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
