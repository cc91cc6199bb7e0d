package dev.xdpscope.app.ui;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** A pane with a title. */
final class Lane extends BorderPane {
    Lane(String title, Node content) {
        getStyleClass().add("lane");
        Label label = new Label(title);
        label.getStyleClass().add("lane-title");
        HBox head = new HBox(label);
        head.getStyleClass().add("lane-head");
        setTop(head);
        setCenter(content);
        setMinWidth(120);
    }
}
