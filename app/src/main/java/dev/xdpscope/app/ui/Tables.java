package dev.xdpscope.app.ui;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;

/** Tables of texts. */
final class Tables {
    /** Height of a row in font sizes. */
    private static final double ROW = 1.75;

    private Tables() {}

    static <T> TableView<T> table(WindowContext context, String id, String empty) {
        TableView<T> table = new TableView<>();
        table.setId(id);
        table.getStyleClass().addAll("dense-table", "dense", "edge-to-edge");
        Label label = new Label(empty);
        label.getStyleClass().add("placeholder");
        table.setPlaceholder(label);
        table.setFixedCellSize(Math.round(context.fontSize().get() * ROW));
        context.fontSize().addListener((_, _, size) -> table.setFixedCellSize(Math.round(size.doubleValue() * ROW)));
        return table;
    }

    /** Gives {@code column} what the others leave of the width, from {@code least} to {@code most} characters. */
    static void stretch(TableView<?> table, TableColumn<?, ?> column, double least, double most) {
        double others = table.getColumns().stream().filter(c -> c != column).mapToDouble(TableColumn::getWidth).sum();
        double room = table.getWidth() - others - 18;
        column.setPrefWidth(Math.clamp(room, width(table, least), Math.max(width(table, least), width(table, most))));
    }

    /** Width of a column that has {@code characters}. */
    static double width(TableView<?> table, double characters) {
        return characters * table.getFixedCellSize() / ROW * 0.61 + 16;
    }

    /** A column that is {@code width} characters wide at first. */
    static <T> TableColumn<T, String> column(TableView<T> table, String title, double width, Function<T, String> text) {
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setPrefWidth(width(table, width));
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
        int rows = (int) (Lists.height(flow) / table.getFixedCellSize());
        int first = flow.getFirstVisibleCell().getIndex();
        if (row <= first || row >= first + rows - 1) {
            Lists.top(flow, table::scrollTo, row - rows / 2, table.getItems().size(), table.getFixedCellSize());
        }
    }

    static void mono(TableColumn<?, ?> column) {
        column.getStyleClass().add("mono");
    }
}
