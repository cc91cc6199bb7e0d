package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens without a command, in help, and with the window. */
final class FrontDoorTest {
    @TempDir
    private Path folder;

    private final Xdpscope.NotedWindow window = new Xdpscope.NotedWindow();

    private Xdpscope.Result run(boolean display, String... args) {
        return Xdpscope.runIn(Xdpscope.environment(display), window, args);
    }

    @Test
    void withADisplayTheWindowOpensOnTheFirstSampleOrTheFiles() {
        assertEquals(0, run(true).code());
        assertEquals(0, run(true, Xdpscope.SAMPLES.resolve("parse-and-count").toString(), Xdpscope.HINTS).code());
        assertEquals(List.of(List.of(Path.of(Xdpscope.HINTS)),
                List.of(Xdpscope.SAMPLES.resolve("parse-and-count/scenario.json"), Path.of(Xdpscope.HINTS))),
                window.opened);
        assertEquals(Path.of(Xdpscope.HINTS), window.sample.orElseThrow());
    }

    @Test
    void withoutADisplayTheFirstSampleRunsAndThePictureIsNamed() {
        Xdpscope.Result result = run(false);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("There is no display"), result.out());
        assertTrue(result.out().contains("Hints to metadata"), result.out());
        DesktopWindow.Picture picture = window.drawn.getFirst();
        assertEquals("xdpscope.png", picture.out().getFileName().toString());
        assertTrue(result.out().contains(picture.out().toString()), result.out());
        assertEquals("", result.err());
    }

    @Test
    void aPictureThatCannotBeMadeIsNoReasonToFail() {
        Environment environment = new Environment("1", false, "libgtk-3-0", Optional.of(Xdpscope.HOME));
        Xdpscope.Result missing = Xdpscope.runIn(environment, window, new String[0]);
        assertEquals(0, missing.code());
        assertTrue(missing.err().contains("install libgtk-3-0"), missing.err());
        assertTrue(window.drawn.isEmpty());
        DesktopWindow broken = new DesktopWindow() {
            @Override
            public void open(List<Path> files, Optional<Path> packets) {
                throw new AssertionError();
            }

            @Override
            public void draw(Picture picture) {
                throw new ProblemException(Place.of(picture.out()), "the disk is full", "Make room.");
            }
        };
        Xdpscope.Result full = Xdpscope.runIn(Xdpscope.environment(false), broken);
        assertEquals(0, full.code());
        assertTrue(full.err().contains("the disk is full"), full.err());
    }

    @Test
    void withoutADisplayFilesAreRunWhateverTheyAre() {
        for (String file : List.of("hints-to-metadata/unrolled.json", "raw-descriptor",
                "parse-and-count/parse_and_count.bpf.o",
                "captures/mixed.pcapng")) {
            Xdpscope.Result result = run(false, Xdpscope.SAMPLES.resolve(file).toString());
            assertEquals(0, result.code(), result.err());
            assertTrue(result.out().lines().count() > 40, result.out());
        }
    }

    @Test
    void snapshotsAreDrawnAsAsked() {
        Path out = folder.resolve("x.png");
        Xdpscope.Result result =
                run(false, "snapshot", Xdpscope.HINTS, "--at", "4:17.3", "--size", "1280x720", "--theme",
                        "dark", "--limit", "9", "--out", out.toString());
        assertEquals(0, result.code(), result.err());
        DesktopWindow.Picture picture = window.drawn.getFirst();
        assertEquals("4:17.3", picture.at().orElseThrow().toString());
        assertEquals(new DesktopWindow.Size(1280, 720), picture.size());
        assertTrue(picture.dark());
        assertEquals(9, picture.scenario().packets().limit());
        assertEquals(out, picture.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "trace", "disasm", "asm", "unroll", "nics", "snapshot", "exec", "completion"})
    void helpFitsAndHasExamples(String command) {
        Xdpscope.Result help = run(false, Xdpscope.words(command + " --help"));
        assertEquals(0, help.code(), help.err());
        assertTrue(help.out().contains("Example"), help.out());
        assertTrue(help.out().lines().allMatch(l -> l.length() <= 120), help.out());
        assertEquals("xdpscope 1.2.3\n", run(false, "--version").out());
    }

    @Test
    void theCompletionScriptIsOneThatBashTakes() throws IOException, InterruptedException {
        String script = run(false, "completion", "bash").out();
        assertTrue(script.contains("snapshot") && script.contains("--descriptors"), script);
        Process bash;
        try {
            bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort("bash is not installed: the script is not checked");
            return;
        }
        try (var in = bash.outputWriter()) {
            in.write(script);
        }
        assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue(), new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void mistakesOfOursAndExhaustedMemoryAreOneLineToo() {
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError(), new AssertionError("x"))) {
            DesktopWindow broken = new DesktopWindow() {
                @Override
                public void open(List<Path> files, Optional<Path> packets) {
                    throw error;
                }

                @Override
                public void draw(Picture picture) {
                    throw error;
                }
            };
            Xdpscope.Result result = Xdpscope.runIn(Xdpscope.environment(true), broken, Xdpscope.HINTS);
            assertEquals(2, result.code());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(error instanceof OutOfMemoryError ? "-Xmx" : "--debug"), result.err());
        }
    }
}
