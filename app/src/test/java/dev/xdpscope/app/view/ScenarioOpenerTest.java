package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files become scenarios, or problems; recent files are remembered. */
class ScenarioOpenerTest {
    private static final Path OBJECT = Samples.file("parse-and-count/parse_and_count.bpf.o");
    private static final Path CAPTURE = Samples.file("captures/mixed.pcapng");

    @TempDir
    private Path folder;

    private final ScenarioOpener opening = new ScenarioOpener(ScenarioFile::read, Optional.empty());

    @Test
    void objectAndCaptureMakeAScenario() {
        Scenario s = opening.scenario(List.of(CAPTURE, OBJECT), Optional.empty()).scenario();
        assertEquals(OBJECT, s.program().object());
        assertEquals(CAPTURE, s.packets().capture());
    }

    @Test
    void anObjectReplacesThatOfTheOpenScenario() {
        Scenario open = ScenarioFile.read(Samples.UNROLLED);
        Scenario s = opening.scenario(List.of(OBJECT), Optional.of(open)).scenario();
        assertEquals(OBJECT, s.program().object());
        assertEquals(open.packets().capture(), s.packets().capture());
        assertEquals(open.program().design(), s.program().design());
    }

    @Test
    void aCaptureReplacesThatOfTheOpenScenario() {
        Scenario open = ScenarioFile.read(Samples.RAW);
        Path other = Path.of("..", "sample-traces", "captures", ".", "mixed.pcapng");
        Scenario s = opening.scenario(List.of(other), Optional.of(open)).scenario();
        assertEquals(other, s.packets().capture());
        assertEquals(open.program().object(), s.program().object());
        assertEquals(Optional.empty(), s.packets().descriptors(),
                "recorded descriptors belong to the packets they came with");
    }

    @Test
    void theSampleStandsInForWhatAFileAloneDoesNotHave() {
        ScenarioOpener withSample = new ScenarioOpener(ScenarioFile::read, Optional.of(Samples.CALLED));
        Scenario sample = ScenarioFile.read(Samples.CALLED);
        assertEquals(sample.with(Change.object(OBJECT)),
                withSample.scenario(List.of(OBJECT), Optional.empty()).scenario());
        Path jumbo = Samples.file("captures/jumbo.pcapng");
        assertEquals(sample.with(Change.packets(jumbo)),
                withSample.scenario(List.of(jumbo), Optional.empty()).scenario());
    }

    @Test
    void badFilesAreProblems() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path text = Files.writeString(folder.resolve("text.json"), "hello");
        for (Path bad : List.of(folder, empty, text, folder.resolve("missing.json"), CAPTURE)) {
            assertThrows(ProblemException.class, () -> opening.scenario(List.of(bad), Optional.empty()),
                    bad.toString());
        }
        assertThrows(ProblemException.class, () -> opening.scenario(List.of(OBJECT), Optional.empty()));
    }

    @Test
    void recentFilesAreKeptNewestFirst() throws IOException {
        Optional<Path> list = Optional.of(folder.resolve("config/recent"));
        Path a = Files.createFile(folder.resolve("a.json"));
        Path b = Files.createFile(folder.resolve("b.json"));
        Recent recent = new Recent(list);
        recent.add(a);
        recent.add(b);
        recent.add(a);
        assertEquals(List.of(a.toAbsolutePath(), b.toAbsolutePath()), new Recent(list).paths());
        Files.delete(a);
        assertEquals(List.of(b.toAbsolutePath()), new Recent(list).paths());
    }

    @Test
    void tokensAreTheWholeLine() {
        for (String line : List.of("r1 = *(u64 *)(r6 +0)", "if w4 != 0x1 goto pc+51", "call bpf_xdp_adjust_meta#54", "",
                "r2 = map[.bss][0]+0", "lock *(u64 *)(r2 +0) += r1")) {
            assertEquals(line, String.join("", Tokens.assembly(line).stream().map(Tokens.Token::text).toList()));
        }
        assertTrue(Tokens.c("if (x) return f(y); // why").stream().anyMatch(t -> t.kind() == Tokens.Kind.COMMENT));
    }
}
