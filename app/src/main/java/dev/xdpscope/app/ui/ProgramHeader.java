package dev.xdpscope.app.ui;

import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The titles of the program lane's columns; the borders between them can be dragged. */
final class ProgramHeader extends Pane {
    private static final double GRIP = 7;

    private final Columns columns;
    private final List<Label> titles = List.of(new Label("C source"), new Label("bytecode"), new Label("as run"));
    private final Region first = grip(1);
    private final Region second = grip(2);

    ProgramHeader(Columns columns) {
        this.columns = columns;
        getStyleClass().add("program-header");
        getChildren().addAll(titles);
        getChildren().addAll(first, second);
        columns.source().addListener(_ -> requestLayout());
        columns.bytecode().addListener(_ -> requestLayout());
        columns.gutter().addListener(_ -> requestLayout());
    }

    private Region grip(int column) {
        Region grip = new Region();
        grip.getStyleClass().add("grip");
        grip.setCursor(Cursor.H_RESIZE);
        grip.setOnMouseDragged(e -> columns.move(column, sceneToLocal(e.getSceneX(), 0).getX(), getWidth()));
        return grip;
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < titles.size(); i++) {
            double x = columns.x(i, getWidth());
            titles.get(i).resizeRelocate(x, 0, columns.x(i + 1, getWidth()) - x, getHeight());
        }
        place(first, 1);
        place(second, 2);
    }

    private void place(Region grip, int column) {
        grip.resizeRelocate(columns.x(column, getWidth()) - GRIP - 2, 0, GRIP, getHeight());
    }
}
