package dev.xdpscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/architecture.md names files and classes: they are there. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+)([A-Z]\\w*)`");

    private static Stream<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md"),
                    files.map(f -> "docs/" + f.getFileName()).filter(f -> f.endsWith(".md")).sorted().toList()
                            .stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFile(String document) throws IOException {
        Path file = ROOT.resolve(document);
        List<String> broken = LINK.matcher(Files.readString(file)).results().map(m -> m.group(1))
                .filter(link -> !Files.exists(file.resolveSibling(link))).toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void everyClassIsThere() throws IOException {
        List<MatchResult> named = CLASS.matcher(Files.readString(DOCS.resolve("architecture.md"))).results().toList();
        assertTrue(named.size() > 50, "classes are named as package.Class");
        assertEquals(List.of(), named.stream()
                .filter(m -> Stream.of("engine", "drivers", "app").noneMatch(module -> Files.exists(
                        source(module, m.group(1), m.group(2)))))
                .map(m -> m.group()).toList());
    }

    private static Path source(String module, String packages, String name) {
        return ROOT.resolve(module).resolve("src/main/java/dev/xdpscope").resolve(module)
                .resolve(packages.replace('.', '/')).resolve(name + ".java");
    }

    @Test
    void theTenQuestionsHaveAnswers() throws IOException {
        String page = Files.readString(DOCS.resolve("architecture.md"));
        String section = page.substring(page.indexOf("## Ten questions"), page.indexOf("## The running kernel"));
        List<String> questions = Pattern.compile("(?m)^(?=\\d+\\. \\*)").splitAsStream(section).skip(1).toList();
        assertEquals(10, questions.size());
        questions.forEach(q -> {
            long files = LINK.matcher(q).results().filter(m -> !m.group(1).endsWith(".md")).count();
            assertTrue(files >= 1 && files <= 3, q);
        });
    }
}
