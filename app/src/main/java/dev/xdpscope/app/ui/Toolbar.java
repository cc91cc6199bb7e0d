package dev.xdpscope.app.ui;

import javafx.geometry.Orientation;
import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Scenario, steps, theme and zoom. */
final class Toolbar extends HBox {
    private final StepBar steps;

    Toolbar(WindowContext context, Actions actions) {
        getStyleClass().add("window-toolbar");
        steps = new StepBar(context, actions);
        getChildren().addAll(Buttons.of(actions.open()), new ScenarioBar(context), grow(), steps, grow(),
                Buttons.of(actions.smaller()), Buttons.of(actions.larger()), new Separator(Orientation.VERTICAL),
                Buttons.of(actions.theme()));
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
