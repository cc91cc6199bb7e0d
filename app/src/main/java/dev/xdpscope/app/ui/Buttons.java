package dev.xdpscope.app.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** Buttons of the toolbar. */
final class Buttons {
    private Buttons() {}

    /**
     * @param id for the stylesheet and for tests
     * @param tip what it does, and its key
     */
    static Button icon(Icon icon, String id, String tip, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.setGraphic(icon.node());
        button.getStyleClass().addAll("flat", "tool-button");
        button.setFocusTraversable(false);
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
