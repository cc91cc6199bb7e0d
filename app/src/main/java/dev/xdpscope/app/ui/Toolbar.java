package dev.xdpscope.app.ui;

import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Scenario, steps, theme and zoom. */
final class Toolbar extends HBox {
    private final StepBar steps;

    Toolbar(WindowContext desk, Runnable open) {
        getStyleClass().add("window-toolbar");
        steps = new StepBar(desk);
        getChildren().addAll(Buttons.icon(Icon.OPEN, "open", "Open (" + Keys.text(Keys.OPEN) + ")", open),
                new ScenarioBar(desk), grow(), steps, grow(),
                Buttons.icon(Icon.SMALLER, "smaller", "Smaller (" + Keys.text(Keys.SMALLER) + ")", () -> desk.zoom(-1)),
                Buttons.icon(Icon.LARGER, "larger", "Larger (" + Keys.text(Keys.LARGER) + ")", () -> desk.zoom(1)),
                new Separator(javafx.geometry.Orientation.VERTICAL),
                Buttons.icon(Icon.THEME, "theme", "Light or dark (" + Keys.text(Keys.THEME) + ")",
                        () -> desk.theme().set(desk.theme().get().other())));
    }

    private static Region grow() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    CoordinateField coordinate() {
        return steps.coordinate();
    }
}
