package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The menu bar has the actions and nothing else, and the sheet of keys shows all its keys. */
@UiTest
class MainMenuTest {
    private Stage stage;
    private WindowContext context;
    private Workbench workbench;

    @Start
    void show(Stage on) {
        stage = on;
        Fonts.load();
        context = new WindowContext(new Recent(Optional.empty()),
                new ScenarioOpener(ScenarioFile::read, Optional.empty()));
        workbench = dev.xdpscope.app.ui.Window.show(stage, context);
    }

    private static List<MenuItem> items(FxRobot robot) {
        return robot.lookup("#menu").queryAs(MenuBar.class).getMenus().stream().flatMap(m -> m.getItems().stream())
                .filter(i -> !(i instanceof SeparatorMenuItem)).toList();
    }

    @Test
    void theMenuBarHasExactlyTheActions(FxRobot robot) {
        Actions actions = new Actions(context, workbench);
        List<MenuItem> items = items(robot).stream().filter(i -> !(i instanceof Menu)).toList();
        assertEquals(actions.all().map(Action::label).toList(), items.stream().map(MenuItem::getText).toList());
        assertEquals(actions.all().map(a -> a.keys().stream().findFirst()).toList(),
                items.stream().map(i -> Optional.ofNullable(i.getAccelerator())).toList());
        assertEquals(List.of("recent"), items(robot).stream().filter(Menu.class::isInstance).map(MenuItem::getId)
                .toList());
    }

    @Test
    void theSheetShowsEveryAcceleratorOfTheMenu(FxRobot robot) {
        robot.type(KeyCode.F1);
        Settled.wait(robot);
        Window sheet = Window.getWindows().stream().filter(w -> !w.equals(stage)).findFirst().orElseThrow();
        Set<String> shown = robot.from(sheet.getScene().getRoot()).lookup(".key").<Labeled>queryAll().stream()
                .flatMap(l -> Stream.of(l.getText().split(" {3}"))).collect(Collectors.toSet());
        List<String> accelerators = items(robot).stream().map(MenuItem::getAccelerator).filter(Objects::nonNull)
                .map(KeyCombination::getDisplayText).toList();
        assertTrue(accelerators.size() > 20 && shown.containsAll(accelerators), () -> accelerators + " in " + shown);
        robot.type(KeyCode.ESCAPE);
        Settled.wait(robot);
        assertEquals(List.of(stage), List.copyOf(Window.getWindows()));
    }

    @Test
    void aTextFieldKeepsItsKeysAndLeavesTheOthers(FxRobot robot) {
        robot.interact(workbench::enterCoordinate);
        double size = context.fontSize().get();
        robot.press(KeyCode.CONTROL).type(KeyCode.EQUALS).type(KeyCode.PLUS).release(KeyCode.CONTROL);
        assertEquals(size + 2, context.fontSize().get());
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT0).release(KeyCode.CONTROL);
        assertEquals(WindowContext.NORMAL_SIZE, context.fontSize().get());
    }
}
