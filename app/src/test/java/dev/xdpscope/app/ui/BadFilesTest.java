package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.Samples;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Files that cannot be used: the banner names file and remedy, and what was open stays open and can be stepped. */
@ExtendWith(ApplicationExtension.class)
class BadFilesTest {
    private static final Path OBJECT = Samples.file("parse-and-count/parse_and_count.bpf.o");
    private static final Path CAPTURE = Samples.file("captures/mixed.pcapng");

    @TempDir
    private static Path folder;

    private WindowContext context;

    @Start
    void show(Stage stage) {
        Fonts.load();
        context = new WindowContext(new Recent(Optional.of(folder.resolve("recent"))),
                new ScenarioOpener(ScenarioFile::read, Optional.of(Samples.CALLED)));
        Window.show(stage, context);
    }

    private void open(FxRobot robot, Path... files) throws TimeoutException {
        robot.interact(() -> context.open(List.of(files)));
        Settled.when(robot, () -> context.runner().busy().not());
    }

    private static Path part(Path of, String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), Arrays.copyOf(Files.readAllBytes(of), bytes));
    }

    @Test
    void whatWasOpenStaysOpen(FxRobot robot) throws TimeoutException, IOException {
        open(robot, Samples.UNROLLED);
        String text = Files.readString(Samples.UNROLLED, StandardCharsets.UTF_8);
        List<Path> bad = List.of(part(OBJECT, "truncated.o", 700), part(OBJECT, "empty.o", 0),
                part(CAPTURE, "cut.pcapng", 1500), part(CAPTURE, "empty.pcapng", 0), part(CAPTURE, "empty.json", 0),
                Files.writeString(folder.resolve("unknown.json"), text.replaceFirst("\\{", "{ \"colour\": 1,")),
                Files.createDirectory(folder.resolve("directory")), folder.resolve("missing.o"));
        for (Path file : bad) {
            String before = robot.lookup("#coordinate").queryAs(CoordinateField.class).getText();
            open(robot, file);
            assertTrue(robot.lookup("#banner").query().isVisible(), file.toString());
            String what = robot.lookup("#banner-text").queryLabeled().getText();
            assertTrue(what.contains(String.valueOf(file.getFileName())), what);
            assertFalse(context.session().problem().orElseThrow().remedy().isEmpty(), what);
            assertFalse(what.contains("unexpected"), what);
            assertEquals("Hints to metadata, unrolled", context.session().recording().orElseThrow().scenario().name());
            robot.type(KeyCode.F7);
            String after = robot.lookup("#coordinate").queryAs(CoordinateField.class).getText();
            assertFalse(before.equals(after), "steps on after " + file);
            robot.type(KeyCode.ESCAPE);
            Settled.wait(robot);
            assertFalse(robot.lookup("#banner").query().isVisible(), file.toString());
        }
        assertTrue(context.recent().paths().stream().noneMatch(bad::contains), "only what was opened is recent");
    }

    @Test
    void anObjectAloneRunsOnTheSampleCapture(FxRobot robot) throws TimeoutException {
        open(robot, OBJECT);
        assertEquals(CAPTURE, context.session().recording().orElseThrow().scenario().packets().capture());
        assertTrue(robot.lookup("#program").query().isFocused(), "the keys are for the program at once");
    }
}
