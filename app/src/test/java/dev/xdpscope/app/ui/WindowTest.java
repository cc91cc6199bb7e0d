package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.LaneRow;
import dev.xdpscope.app.view.ProgramRow;
import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.Samples;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.app.view.Selection;
import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Whole ways through the window, by mouse and keys. */
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    @TempDir
    private static Path folder;

    private WindowContext context;

    @Start
    void show(Stage stage) {
        Fonts.load();
        context = new WindowContext(new Recent(Optional.of(folder.resolve("recent"))),
                new ScenarioOpener(ScenarioFile::read, Optional.empty()));
        Window.show(stage, context);
    }

    private void open(FxRobot robot, Path file) throws TimeoutException {
        robot.interact(() -> context.open(List.of(file)));
        Settled.when(robot, () -> context.runner().busy().not());
    }

    private void go(FxRobot robot, String coordinate) {
        robot.press(KeyCode.CONTROL).type(KeyCode.G).release(KeyCode.CONTROL);
        Settled.wait(robot);
        robot.write(coordinate).type(KeyCode.ENTER);
        Settled.wait(robot);
    }

    private String coordinate(FxRobot robot) {
        return robot.lookup("#coordinate").queryAs(CoordinateField.class).getText();
    }

    private static LaneRow.Value value(FxRobot robot, String lane, String name) {
        ListView<LaneRow> list = robot.lookup("#" + lane).queryAs(LaneList.class);
        return list.getItems().stream().filter(LaneRow.Value.class::isInstance).map(LaneRow.Value.class::cast)
                .filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    private static <T> List<ListCell<T>> cells(FxRobot robot, Class<? extends ListCell<T>> type) {
        return robot.lookup(n -> type.isInstance(n) && n.isVisible()).queryAll().stream().<ListCell<T>>map(type::cast)
                .filter(c -> !c.isEmpty()).toList();
    }

    @Test
    void stepIntoAnExpansionAndBack(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        assertFalse(robot.lookup("#welcome").query().isVisible());
        go(robot, "2:22");
        assertEquals("2:22.0", coordinate(robot));
        robot.type(KeyCode.F7, 4);
        assertEquals("2:22.4", coordinate(robot));
        ProgramCell current = cells(robot, ProgramCell.class).stream().map(ProgramCell.class::cast)
                .filter(c -> c.getPseudoClassStates().stream().anyMatch(p -> p.getPseudoClassName().equals("current")))
                .findFirst().orElseThrow();
        assertEquals(ProgramRow.Kind.STEP, ((ProgramRow.Code) current.getItem()).kind());
        robot.clickOn("#back");
        assertEquals("2:22.3", coordinate(robot));
        robot.clickOn("#over");
        assertEquals("2:23", coordinate(robot));
        robot.press(KeyCode.CONTROL).type(KeyCode.F8).release(KeyCode.CONTROL);
        assertEquals("2:22.0", coordinate(robot));
    }

    @Test
    void registerAndDescriptorFieldChange(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "2:22.6");
        assertEquals("cqe64 of slot 2", value(robot, "machine", "r3").value());
        assertEquals(Optional.of("1"), value(robot, "machine", "r3").before());
        String hash = value(robot, "descriptor", "rss_hash_result").value();
        robot.press(KeyCode.CONTROL).type(KeyCode.PAGE_DOWN).release(KeyCode.CONTROL);
        assertEquals("3:0", coordinate(robot));
        assertNotEquals(hash, value(robot, "descriptor", "rss_hash_result").value());
        assertEquals(Optional.of(hash), value(robot, "descriptor", "rss_hash_result").before());
    }

    @Test
    void wrongCoordinateIsExplainedAndMovesNothing(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "7:skb.end");
        assertEquals("7:skb.end", coordinate(robot));
        go(robot, "7:99999");
        CoordinateField field = robot.lookup("#coordinate").queryAs(CoordinateField.class);
        assertTrue(field.complaint().contains("never executes"), field.complaint());
        robot.type(KeyCode.ESCAPE);
        assertEquals("7:skb.end", coordinate(robot));
    }

    @Test
    void aBrokenFileKeepsWhatIsOpen(FxRobot robot) throws TimeoutException, IOException {
        open(robot, Samples.UNROLLED);
        go(robot, "4:20");
        Path broken = Files.write(folder.resolve("broken.o"), new byte[]{0x7f, 'E', 'L', 'F', 1, 2, 3});
        open(robot, broken);
        assertTrue(robot.lookup("#banner").query().isVisible());
        String text = robot.lookup("#banner-text").queryLabeled().getText();
        assertTrue(text.contains("broken.o"), text);
        assertEquals("4:20", coordinate(robot));
        robot.clickOn("#dismiss");
        assertFalse(robot.lookup("#banner").query().isVisible());
    }

    @Test
    void whatAnotherNicLeavesAsideIsTold(FxRobot robot) throws TimeoutException {
        open(robot, Samples.file("hints-to-metadata/free-running.json"));
        assertFalse(robot.lookup("#banner").query().isVisible());
        robot.interact(() -> context.rerun(Change.nic("ice")));
        Settled.when(robot, () -> context.runner().busy().not());
        assertTrue(robot.lookup("#banner").query().isVisible());
        assertEquals("left aside with the NIC mlx5: clock=free-running, rxhash=off",
                robot.lookup("#banner-text").queryLabeled().getText());
        robot.clickOn("#dismiss");
        assertFalse(robot.lookup("#banner").query().isVisible());
    }

    @Test
    void breakpointsStopContinuing(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "0:47");
        robot.type(KeyCode.F9);
        robot.type(KeyCode.F5);
        assertEquals("1:47", coordinate(robot));
        robot.press(KeyCode.SHIFT).type(KeyCode.F5).release(KeyCode.SHIFT);
        assertEquals("0:47", coordinate(robot));
        assertTrue(robot.lookup("Breakpoints (1)").tryQuery().isPresent());
    }

    @Test
    void draggingAlongTheTimelineScrubs(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        Bounds at =
                robot.lookup("#timeline").query().localToScreen(robot.lookup("#timeline").query().getLayoutBounds());
        robot.drag(new Point2D(at.getMinX() + 100, at.getMaxY() - 14), MouseButton.PRIMARY)
                .moveTo(new Point2D(at.getMaxX() - 400, at.getMaxY() - 14));
        String dragged = coordinate(robot);
        robot.drop();
        assertTrue(dragged.startsWith("0:") && !dragged.equals("0:0"), dragged);
        robot.clickOn(new Point2D(at.getMaxX() - 200, at.getMinY() + 8));
        int packet = Integer.parseInt(coordinate(robot).split(":")[0]);
        assertTrue(packet > 30, "the upper line is of all packets: " + packet);
        TableView<?> packets = robot.lookup("#packets").queryTableView();
        assertEquals(packet, packets.getSelectionModel().getSelectedIndex());
    }

    @Test
    void selectingAFieldLightsUpTheLanes(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "40:end");
        LaneCell field = cells(robot, LaneCell.class).stream().map(LaneCell.class::cast)
                .filter(c -> c.getItem() instanceof LaneRow.Value v && v.name().equals("rss_hash_result")).findFirst()
                .orElseThrow();
        robot.clickOn(field);
        assertTrue(
                context.session().selection() instanceof Selection.Bytes b
                        && b.label().equals("cqe64.rss_hash_result"));
        long lit = cells(robot, LaneCell.class).stream().filter(c -> c.getPseudoClassStates().stream()
                .anyMatch(p -> p.getPseudoClassName().equals("effect"))).count();
        assertTrue(lit >= 2, "a stack slot and the metadata hold the hash: " + lit);
    }

    @Test
    void valueOriginLeadsToTheDescriptor(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "12:end");
        robot.clickOn("Value origin");
        TableView<?> steps = robot.lookup("#made").queryTableView();
        TableView<?> sources = robot.lookup("#sources").queryTableView();
        assertTrue(steps.getItems().isEmpty(), "nothing is selected yet");
        robot.clickOn(cells(robot, LaneCell.class).stream().map(LaneCell.class::cast)
                .filter(c -> c.getItem() instanceof LaneRow.Value v && v.name().equals("+8")).findFirst()
                .orElseThrow());
        Settled.when(robot, () -> Bindings.isNotEmpty(steps.getItems()));
        robot.interact(() -> steps.getSelectionModel().select(0));
        assertTrue(coordinate(robot).startsWith("12:") && !coordinate(robot).equals("12:end"), coordinate(robot));
        assertEquals(1, sources.getItems().size());
        robot.clickOn(robot.from(sources).lookup("cqe64.rss_hash_result").<Node>query());
        assertEquals("cqe64.rss_hash_result", context.session().selection().title());
    }

    @Test
    void anotherDesignRunsAgainAtTheSamePlace(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "4:47");
        robot.clickOn("#design");
        Labeled design = robot.lookup("#design").queryLabeled();
        assertEquals("kfunc-unrolled", design.getText());
        robot.clickOn("kfunc-call – the call enters the driver's function");
        Settled.when(robot, () -> design.textProperty().isEqualTo("kfunc-call"));
        assertEquals("4:47", coordinate(robot));
    }

    @Test
    void theLastPacketsRowAndTheLastInstructionAreSeen(FxRobot robot) throws TimeoutException {
        open(robot, Samples.UNROLLED);
        go(robot, "43:skb.end");
        assertWhole(robot, robot.lookup("#packets").<Node>query(), TableRow.class, 43);
        ListView<?> program = robot.lookup("#program").queryListView();
        assertWhole(robot, program, ListCell.class, program.getItems().size() - 1);
    }

    /** The row of that index is wholly within the control. */
    private static void assertWhole(FxRobot robot, Node control, Class<?> type, int index) {
        Bounds box = control.localToScene(control.getLayoutBounds());
        assertTrue(robot.from(control).lookup((Predicate<Node>) n -> type.isInstance(n) && n.isVisible()).queryAll()
                .stream()
                .filter(n -> ((IndexedCell<?>) n).getIndex() == index).map(n -> n.localToScene(n.getLayoutBounds()))
                .anyMatch(b -> b.getMinY() >= box.getMinY() - 1 && b.getMaxY() <= box.getMaxY() + 1),
                "row " + index + " is not wholly seen");
    }

    @Test
    void theJourneyAndTheEventsLeadPastTheProgram(FxRobot robot) throws TimeoutException {
        open(robot, Samples.file("past-xdp/cpumap.json"));
        Node journey = robot.lookup("#journey").query();
        Bounds at = journey.localToScreen(journey.getLayoutBounds());
        double stop = (at.getWidth() - 138) / 6;
        robot.clickOn(new Point2D(at.getMinX() + 130 + 4.5 * stop, at.getMinY() + 20));
        assertEquals("0:cpumap.end", coordinate(robot));
        robot.clickOn(new Point2D(at.getMinX() + 130 + 5.5 * stop, at.getMinY() + 20));
        assertEquals("0:skb.end", coordinate(robot));
        assertEquals("lost", value(robot, "machine", "skb.hwtstamp").value());
        robot.clickOn("Events");
        TableView<Event> events = robot.lookup("#events").queryTableView();
        Event program = events.getItems().stream().filter(e -> e.kind() == Event.Kind.PROGRAM).findFirst()
                .orElseThrow();
        robot.interact(() -> events.getSelectionModel().select(program));
        assertEquals("0:cpumap.0", coordinate(robot));
        robot.press(KeyCode.CONTROL).type(KeyCode.F7).release(KeyCode.CONTROL);
        Settled.wait(robot);
        assertEquals("0:redirect.end", coordinate(robot));
    }

    @Test
    void themeAndZoom(FxRobot robot) {
        robot.clickOn("#theme");
        assertEquals(Theme.DARK, context.theme().get());
        double size = context.fontSize().get();
        robot.clickOn("#larger");
        assertEquals(size + 1, context.fontSize().get());
        robot.press(KeyCode.CONTROL).type(KeyCode.T).release(KeyCode.CONTROL);
        assertEquals(Theme.LIGHT, context.theme().get());
    }
}
