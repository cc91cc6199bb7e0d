package dev.xdpscope.drivers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/library.md}, as far as it can be checked. */
public final class LibraryPage {
    private static final Path PAGE = Path.of("..", "docs", "library.md");
    private static final Pattern ROW = Pattern.compile("\\| `(dev\\.xdpscope\\.[a-z.]+)` \\|.*");
    private static final Pattern LISTING =
            Pattern.compile("<!-- (\\S+\\.java) -->\n\n```java\n(.*?)```\n", Pattern.DOTALL);

    private LibraryPage() {}

    /** Java code in the page and the file that it is taken from. */
    public record Listing(Path file, String code) {}

    /** The code in the page, in order. */
    public static List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        Matcher matcher = LISTING.matcher(text());
        while (matcher.find()) {
            listings.add(new Listing(Path.of("..", matcher.group(1)), matcher.group(2)));
        }
        return listings;
    }

    /** The packages that are the library. */
    static List<String> library() {
        return packages("| library |");
    }

    /** The packages whose types one meets there besides. */
    static List<String> atHand() {
        return packages("| at hand |");
    }

    private static List<String> packages(String head) {
        List<String> packages = text().lines().dropWhile(l -> !l.startsWith(head)).takeWhile(l -> l.startsWith("|"))
                .map(ROW::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList();
        if (packages.isEmpty()) {
            throw new IllegalStateException(PAGE + " has no packages under " + head);
        }
        return packages;
    }

    /** The page. */
    public static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
