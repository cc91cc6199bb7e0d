package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.LaneRow;
import dev.xdpscope.app.view.Mark;
import dev.xdpscope.app.view.Selection;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableDoubleValue;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A row of the descriptor or the machine lane: sign, name, value (old → new), note. */
final class LaneCell extends ListCell<LaneRow> {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass PALE = PseudoClass.getPseudoClass("pale");
    private static final PseudoClass TITLE = PseudoClass.getPseudoClass("title");
    private static final List<String> HINTS = List.of("hint-timestamp", "hint-hash", "hint-vlan");
    private static final double SIGN = 16;
    private static final double GAP = 8;

    private final WindowContext context;
    private final ObservableDoubleValue nameWidth;
    private final Region bar = new Region();
    private final Label sign = label("marker");
    private final Label name = label("lane-name");
    private final Label before = label("lane-before");
    private final Label value = label("lane-value");
    private final Label note = label("lane-note");
    private final Tooltip tooltip = new Tooltip();
    private final Row row = new Row();

    /**
     * @param nameWidth width of the column of names
     */
    LaneCell(WindowContext context, ObservableDoubleValue nameWidth) {
        this.context = context;
        this.nameWidth = nameWidth;
        getStyleClass().add("lane-cell");
        // Names of fields tell apart by their ends.
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        bar.getStyleClass().add("hint-bar");
        row.getChildren().addAll(bar, sign, name, before, value, note);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(480);
        setOnMousePressed(_ -> target().ifPresent(context.session()::select));
        context.highlightsProperty().addListener(_ -> mark());
        nameWidth.addListener(_ -> row.requestLayout());
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.setEllipsisString("…");
        label.getStyleClass().add(styleClass);
        return label;
    }

    private Optional<Selection> target() {
        return getItem() instanceof LaneRow.Value v ? v.target() : Optional.empty();
    }

    @Override
    protected void updateItem(LaneRow item, boolean empty) {
        super.updateItem(item, empty);
        List.of(name, before, value, note).forEach(l -> l.setText(""));
        bar.getStyleClass().removeAll(HINTS);
        bar.setVisible(false);
        pseudoClassStateChanged(TITLE, item instanceof LaneRow.Title);
        pseudoClassStateChanged(CHANGED, item instanceof LaneRow.Value v && v.before().isPresent());
        pseudoClassStateChanged(PALE, item instanceof LaneRow.Value v && v.pale() || item instanceof LaneRow.Remark);
        setGraphic(empty ? null : row);
        setTooltip(null);
        if (!empty && item != null) {
            show(item);
        }
        mark();
        row.requestLayout();
    }

    private void show(LaneRow item) {
        switch (item) {
            case LaneRow.Title t -> {
                name.setText(t.name());
                note.setText(t.note());
            }
            case LaneRow.Remark r -> note.setText(r.text());
            case LaneRow.Value v -> {
                name.setText(v.name());
                value.setText((v.before().isPresent() ? "→ " : "") + v.value());
                before.setText(v.before().orElse(""));
                note.setText(v.note());
                v.hint().ifPresent(h -> bar.getStyleClass().add(Palette.styleClass(h)));
                bar.setVisible(v.hint().isPresent());
                tooltip.setText(v.name() + " = " + v.value() + v.before().map(b -> ", before: " + b).orElse("")
                        + (v.note().isEmpty() ? "" : "\n" + v.note()));
                setTooltip(tooltip);
            }
        }
    }

    private void mark() {
        Optional<Mark> mark = isEmpty() ? Optional.empty() : target().flatMap(context.highlights()::of);
        Marks.apply(this, mark);
        String hint = getItem() instanceof LaneRow.Value v ? v.hint().map(Palette::letter).orElse("") : "";
        sign.setText(mark.map(Marks::sign).orElse(hint));
        sign.getStyleClass().removeAll(HINTS);
        if (mark.isEmpty() && getItem() instanceof LaneRow.Value v) {
            v.hint().ifPresent(h -> sign.getStyleClass().add(Palette.styleClass(h)));
        }
    }

    /** Lays the columns out; the height is that of the list's rows. */
    private final class Row extends Pane {
        @Override
        protected void layoutChildren() {
            double w = getWidth();
            double h = getHeight();
            boolean plain = getItem() instanceof LaneRow.Value;
            bar.resizeRelocate(0, 1, 3, h - 2);
            sign.resizeRelocate(5, 0, plain ? SIGN : 0, h);
            double nameX = plain ? SIGN + 6 : 8;
            double nameW = plain ? Math.min(nameWidth.get(), w * 0.5) : Math.ceil(name.prefWidth(-1));
            name.resizeRelocate(nameX, 0, nameW, h);
            double x = nameX + nameW + (nameW > 0 ? GAP : 0);
            double room = w - x - 4;
            double valueW = Math.min(width(value), Math.max(0, room));
            double beforeW = Math.min(width(before), Math.max(0, room - valueW - GAP));
            // A piece of an old value says nothing; the tooltip has it.
            x = put(before, x, beforeW < width(before) ? 0 : beforeW, h);
            x = put(value, x, Math.min(valueW, w - x - 4), h);
            note.resizeRelocate(x, 0, Math.max(0, w - x - 6), h);
        }

        private static double width(Label label) {
            return label.getText().isEmpty() ? 0 : Math.ceil(label.prefWidth(-1));
        }

        private static double put(Label label, double x, double width, double h) {
            label.resizeRelocate(x, 0, width, h);
            return width <= 0 ? x : x + width + GAP;
        }
    }
}
