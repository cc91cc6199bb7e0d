package dev.xdpscope.app.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scenarios opened last, newest first, kept in a text file with one path a line. */
public final class Recent {
    private static final int KEPT = 10;

    private final Optional<Path> file;
    private final List<Path> paths = new ArrayList<>();

    /**
     * @param file where they are kept; empty to keep them only while the program runs
     */
    public Recent(Optional<Path> file) {
        this.file = file;
        file.filter(Files::isRegularFile).ifPresent(this::read);
    }

    /** The file in the user's configuration folder: XDG_CONFIG_HOME, or {@code ~/.config}. */
    public static Recent ofUser() {
        String xdg = System.getenv("XDG_CONFIG_HOME");
        Path config = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return new Recent(Optional.of(config.resolve("xdpscope").resolve("recent")));
    }

    private void read(Path from) {
        try {
            Files.readAllLines(from, StandardCharsets.UTF_8).stream().limit(KEPT).flatMap(l -> path(l).stream())
                    .forEach(paths::add);
        } catch (IOException e) {
            // A list of recent files is a convenience: without it there is nothing to offer.
            paths.clear();
        }
    }

    private static Optional<Path> path(String line) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(Path.of(line));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The files that still exist. */
    public List<Path> paths() {
        return paths.stream().filter(Files::isRegularFile).toList();
    }

    public void add(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        paths.remove(absolute);
        paths.addFirst(absolute);
        while (paths.size() > KEPT) {
            paths.removeLast();
        }
        file.ifPresent(this::write);
    }

    private void write(Path to) {
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            Files.write(to, paths.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Not being able to remember is no reason to disturb the reader.
            return;
        }
    }
}
