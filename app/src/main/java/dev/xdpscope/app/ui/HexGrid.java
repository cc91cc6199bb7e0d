package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.DescriptorRows;
import dev.xdpscope.app.view.Selection;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** The descriptor's bytes, and those in front of the frame; each is tinted by its hint and lights up with its field. */
final class HexGrid extends GridPane {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");
    private static final int WIDTH = 16;

    /** A byte's label and what it stands for. */
    private record Shown(Label label, Selection.Bytes target) {}

    private final WindowContext context;
    private final List<Shown> shown = new ArrayList<>();

    HexGrid(WindowContext context) {
        this.context = context;
        getStyleClass().add("hex-grid");
        setId("descriptor-bytes");
        setMinWidth(0);
        ColumnConstraints offsets = new ColumnConstraints();
        offsets.setHalignment(HPos.RIGHT);
        getColumnConstraints().add(offsets);
        context.highlightsProperty().addListener(_ -> mark());
    }

    void show(DescriptorRows rows) {
        getChildren().clear();
        shown.clear();
        int columns = Math.min(WIDTH, Math.max(rows.cells().size(), rows.front().size()));
        for (int i = 0; i < columns; i++) {
            add(label(Integer.toHexString(i), "hex-offset"), i + 1, 0);
        }
        add(rows.cells(), 1);
        if (!rows.front().isEmpty()) {
            int title = 1 + (rows.cells().size() + WIDTH - 1) / WIDTH;
            add(label("in front of the frame", "hex-title"), 1, title, WIDTH, 1);
            add(rows.front(), title + 1);
        }
        mark();
    }

    private void add(List<DescriptorRows.Cell> cells, int first) {
        for (DescriptorRows.Cell cell : cells) {
            int row = cell.offset() / WIDTH + first;
            if (cell.offset() % WIDTH == 0) {
                add(label("%02x".formatted(cell.offset()), "hex-offset"), 0, row);
            }
            add(label(cell), cell.offset() % WIDTH + 1, row);
        }
    }

    private Label label(DescriptorRows.Cell cell) {
        Label label = label("%02x".formatted(cell.value() & 0xff), "hex-byte");
        label.pseudoClassStateChanged(CHANGED, cell.changed());
        label.pseudoClassStateChanged(ZERO, cell.value() == 0);
        cell.hint().ifPresent(h -> label.getStyleClass().add(Palette.styleClass(h)));
        label.setTooltip(new Tooltip("+" + cell.offset() + (cell.fields().isEmpty() ? "" : ": " + cell.fields())));
        cell.target().ifPresent(t -> {
            label.setOnMousePressed(_ -> context.session().select(t));
            shown.add(new Shown(label, t));
        });
        return label;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private void mark() {
        shown.forEach(s -> Marks.apply(s.label(), context.highlights().of(s.target())));
    }
}
