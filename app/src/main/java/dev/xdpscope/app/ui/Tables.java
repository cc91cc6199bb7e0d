package dev.xdpscope.app.ui;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;

/** Tables of texts. */
final class Tables {
    /** Height of a row in font sizes. */
    private static final double ROW = 1.75;

    private Tables() {}

    static <T> TableView<T> table(Desk desk, String id, String empty) {
        TableView<T> table = new TableView<>();
        table.setId(id);
        table.getStyleClass().addAll("dense-table", "dense", "edge-to-edge");
        Label label = new Label(empty);
        label.getStyleClass().add("placeholder");
        table.setPlaceholder(label);
        table.setFixedCellSize(Math.round(desk.fontSize().get() * ROW));
        desk.fontSize().addListener((_, _, size) -> table.setFixedCellSize(Math.round(size.doubleValue() * ROW)));
        return table;
    }

    /** A column that is {@code width} characters wide at first. */
    static <T> TableColumn<T, String> column(TableView<T> table, String title, double width, Function<T, String> text) {
        double size = table.getFixedCellSize() / ROW;
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setPrefWidth(width * size * 0.61 + 16);
        column.setSortable(false);
        column.setReorderable(false);
        table.getColumns().add(column);
        return column;
    }

    /** Scrolls so that {@code row} is wholly seen; leaves the table alone if it is so already. */
    static void reveal(TableView<?> table, int row) {
        if (row < 0) {
            return;
        }
        if (!(table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) || flow.getFirstVisibleCell() == null) {
            table.scrollTo(row);
            return;
        }
        double bar =
                flow.lookupAll(".scroll-bar").stream().filter(ScrollBar.class::isInstance).map(ScrollBar.class::cast)
                        .filter(b -> b.isVisible() && b.getOrientation() == Orientation.HORIZONTAL)
                        .mapToDouble(ScrollBar::getHeight).sum();
        int rows = (int) ((flow.getHeight() - bar) / table.getFixedCellSize());
        int first = flow.getFirstVisibleCell().getIndex();
        if (row <= first || row >= first + rows - 1) {
            flow.scrollToTop(Math.clamp(row - rows / 2, 0, Math.max(0, table.getItems().size() - 1)));
        }
    }

    static void mono(TableColumn<?, ?> column) {
        column.getStyleClass().add("mono");
    }
}
