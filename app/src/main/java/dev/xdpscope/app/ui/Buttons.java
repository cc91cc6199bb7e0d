package dev.xdpscope.app.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** Buttons of the toolbar. */
final class Buttons {
    private Buttons() {}

    /** A button that shows the action's icon, which it has to have. */
    static Button of(Action action) {
        Button button = new Button();
        button.setId(action.id());
        button.setGraphic(action.icon().orElseThrow().node());
        button.getStyleClass().addAll("flat", "tool-button");
        button.setFocusTraversable(false);
        button.setTooltip(new Tooltip(action.tip()));
        button.setAccessibleText(action.tip());
        button.setOnAction(_ -> action.run().run());
        return button;
    }
}
