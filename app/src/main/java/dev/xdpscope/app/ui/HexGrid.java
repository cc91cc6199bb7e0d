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

/** The descriptor's bytes; each is tinted by its hint and lights up with its field. */
final class HexGrid extends GridPane {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");
    private static final int WIDTH = 16;

    /** A byte's label and what it stands for. */
    private record Shown(Label label, Selection.Bytes target) {}

    private final Desk desk;
    private final List<Shown> shown = new ArrayList<>();

    HexGrid(Desk desk) {
        this.desk = desk;
        getStyleClass().add("hex-grid");
        setId("descriptor-bytes");
        setMinWidth(0);
        ColumnConstraints offsets = new ColumnConstraints();
        offsets.setHalignment(HPos.RIGHT);
        getColumnConstraints().add(offsets);
        desk.highlightsProperty().addListener(_ -> mark());
    }

    void show(DescriptorRows rows) {
        getChildren().clear();
        shown.clear();
        for (int i = 0; i < WIDTH; i++) {
            add(label(Integer.toHexString(i), "hex-offset"), i + 1, 0);
        }
        List<DescriptorRows.Cell> cells = rows.cells();
        for (DescriptorRows.Cell cell : cells) {
            int row = cell.offset() / WIDTH + 1;
            if (cell.offset() % WIDTH == 0) {
                add(label("%02x".formatted(cell.offset()), "hex-offset"), 0, row);
            }
            add(label(cell, rows), cell.offset() % WIDTH + 1, row);
        }
        mark();
    }

    private Label label(DescriptorRows.Cell cell, DescriptorRows rows) {
        Label label = label("%02x".formatted(cell.value() & 0xff), "hex-byte");
        label.pseudoClassStateChanged(CHANGED, cell.changed());
        label.pseudoClassStateChanged(ZERO, cell.value() == 0);
        rows.hint(cell.offset()).ifPresent(h -> label.getStyleClass().add(Palette.styleClass(h)));
        label.setTooltip(new Tooltip("+" + cell.offset() + (cell.fields().isEmpty() ? "" : ": " + cell.fields())));
        cell.target().ifPresent(t -> {
            label.setOnMousePressed(_ -> desk.session().select(t));
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
        shown.forEach(s -> Marks.apply(s.label(), desk.highlights().of(s.target())));
    }
}
