package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Mark;
import dev.xdpscope.app.view.ProgramRow;
import dev.xdpscope.app.view.ProgramRow.Kind;
import dev.xdpscope.app.view.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A row of the program lane: gutter, C, bytecode, as run. */
final class ProgramCell extends ListCell<ProgramRow> {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass UNREACHED = PseudoClass.getPseudoClass("unreached");
    private static final PseudoClass SELF = PseudoClass.getPseudoClass("self");
    private static final PseudoClass CAUSE = PseudoClass.getPseudoClass("cause");
    private static final PseudoClass EFFECT = PseudoClass.getPseudoClass("effect");
    private static final PseudoClass FAULT = PseudoClass.getPseudoClass("fault");
    private static final List<String> HINTS = List.of("hint-timestamp", "hint-hash", "hint-vlan", "rewritten");
    private static final double BREAKPOINT_WIDTH = 14;

    private static final double MARKER_WIDTH = 12;

    private final ProgramLane lane;
    private final Label breakpoint = label("breakpoint");
    private final Label marker = label("marker");
    private final Label number = label("number");
    private final Label lineNumber = label("line-number");
    private final Label step = label("number");
    private final Label fold = label("fold");
    private final Label title = label("program-title");
    private final Label titleNote = label("program-title-note");
    private final Label why = label("why");
    private final Region bar = new Region();
    private final ElidedCode source = new ElidedCode();
    private final ElidedCode bytecode = new ElidedCode();
    private final ElidedCode run = new ElidedCode();
    private final Tooltip tooltip = new Tooltip();
    private final Row row = new Row();

    ProgramCell(ProgramLane lane) {
        this.lane = lane;
        getStyleClass().add("program-cell");
        bar.getStyleClass().add("hint-bar");
        row.getChildren().addAll(bar, breakpoint, marker, number, lineNumber, source, bytecode, step, fold, run, why,
                title,
                titleNote);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        tooltip.getStyleClass().add("code-tip");
        setOnMousePressed(this::pressed);
        setOnMouseEntered(_ -> setTooltip(code().flatMap(this::whole).map(this::tip).orElse(null)));
        lane.version().addListener(_ -> restyle());
        lane.columns().source().addListener(_ -> row.requestLayout());
        lane.columns().bytecode().addListener(_ -> row.requestLayout());
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMouseTransparent(true);
        return label;
    }

    private Optional<ProgramRow.Code> code() {
        return getItem() instanceof ProgramRow.Code c ? Optional.of(c) : Optional.empty();
    }

    /** All that the row says, if some of it is cut off. */
    private Optional<String> whole(ProgramRow.Code c) {
        boolean hidden = !why.getText().isEmpty() && (!why.isVisible() || why.getWidth() < why.prefWidth(-1));
        if (!source.isShortened() && !bytecode.isShortened() && !run.isShortened() && !hidden) {
            return Optional.empty();
        }
        String object = lane.rows().objectText(c);
        String asRun = lane.rows().runText(c);
        return Optional.of(Stream.of(c.line().map(l -> l.text().strip()).orElse(""), object,
                asRun.equals(object) ? "" : "as run: " + asRun, why.getText()).filter(t -> !t.isEmpty())
                .collect(Collectors.joining("\n")));
    }

    private Tooltip tip(String text) {
        tooltip.setText(text);
        return tooltip;
    }

    private void pressed(MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY || code().isEmpty()) {
            return;
        }
        ProgramRow.Code c = code().get();
        double x = row.sceneToLocal(e.getSceneX(), 0).getX();
        double runX = lane.columns().x(2, row.getWidth());
        if (x < BREAKPOINT_WIDTH + MARKER_WIDTH) {
            lane.toggleBreakpoint(c);
        } else if (c.fold().isPresent() && x > runX && x < runX + row.foldX() + 18) {
            lane.toggleFold(c);
        } else if (e.getClickCount() == 2) {
            lane.goTo(c);
        } else {
            lane.select(c, x < lane.columns().x(1, row.getWidth()));
        }
    }

    @Override
    protected void updateItem(ProgramRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            clear();
            return;
        }
        switch (item) {
            case ProgramRow.Title t -> title(t);
            case ProgramRow.Code c -> code(c);
        }
        setGraphic(row);
        restyle();
        row.requestLayout();
    }

    private void clear() {
        for (PseudoClass p : List.of(CURRENT, UNREACHED, SELF, CAUSE, EFFECT, FAULT)) {
            pseudoClassStateChanged(p, false);
        }
    }

    private void title(ProgramRow.Title t) {
        title.setText(t.name());
        titleNote.setText(t.note());
        List.of(number, lineNumber, step, fold, why).forEach(l -> l.setText(""));
        List.of(source, bytecode, run).forEach(l -> l.show(List.of()));
        bar.getStyleClass().removeAll(HINTS);
        bar.setVisible(false);
    }

    private void code(ProgramRow.Code c) {
        title.setText("");
        titleNote.setText("");
        boolean inside = c.object().isEmpty();
        number.setText(inside ? "" : c.label());
        step.setText(inside ? c.label() : "");
        lineNumber.setText(c.line().map(l -> Integer.toString(l.line())).orElse(""));
        source.show(c.line().map(l -> Tokens.c(l.text().strip())).orElse(List.of()));
        bytecode.show(Tokens.assembly(lane.rows().objectText(c)));
        fold.setText(c.fold().map(f -> f.open() ? "▾" : "▸").orElse(""));
        if (c.kind() == Kind.EXPANSION) {
            run.note(lane.rows().runText(c));
        } else {
            run.show(Tokens.assembly(lane.rows().runText(c)));
        }
        why.setText(c.kind() == Kind.REWRITE || c.kind() == Kind.EXPANSION ? c.why() : "");
        bar.getStyleClass().removeAll(HINTS);
        c.hint().ifPresent(h -> bar.getStyleClass().add(Palette.styleClass(h)));
        boolean rewritten = c.hint().isEmpty() && c.kind() == Kind.REWRITE;
        if (rewritten) {
            bar.getStyleClass().add("rewritten");
        }
        bar.setVisible(c.hint().isPresent() || rewritten);
    }

    private void restyle() {
        Optional<ProgramRow.Code> c = code();
        boolean current = c.isPresent() && lane.isCurrent(getIndex());
        boolean fault = current && lane.faulted();
        Optional<Mark> mark = c.flatMap(lane::mark);
        pseudoClassStateChanged(CURRENT, current);
        pseudoClassStateChanged(FAULT, fault);
        pseudoClassStateChanged(UNREACHED, c.isPresent() && !lane.reached(c.get()));
        pseudoClassStateChanged(SELF, mark.filter(m -> m == Mark.SELF).isPresent());
        pseudoClassStateChanged(CAUSE, mark.filter(m -> m == Mark.CAUSE).isPresent());
        pseudoClassStateChanged(EFFECT, mark.filter(m -> m == Mark.EFFECT).isPresent());
        breakpoint.setText(c.isPresent() && lane.hasBreakpoint(c.get()) ? "●" : "");
        marker.setText(fault ? "✕" : current ? lane.ended() ? "■" : "▶" : mark.map(Marks::sign).orElse(""));
    }

    /** Lays the columns out; the height is that of the list's rows. */
    private final class Row extends Pane {
        double foldX() {
            return code().map(c -> 14.0 * c.depth()).orElse(0.0);
        }

        @Override
        protected void layoutChildren() {
            double w = getWidth();
            double h = getHeight();
            Columns columns = lane.columns();
            breakpoint.resizeRelocate(2, 0, BREAKPOINT_WIDTH - 2, h);
            marker.resizeRelocate(BREAKPOINT_WIDTH, 0, MARKER_WIDTH, h);
            double numberX = BREAKPOINT_WIDTH + MARKER_WIDTH;
            number.resizeRelocate(numberX, 0, columns.gutter().get() - numberX - 4, h);
            double source0 = columns.x(0, w);
            double lineWidth = lane.lineNumberWidth();
            lineNumber.resizeRelocate(source0, 0, lineWidth, h);
            // A C line may take the room of a bytecode column that is empty in its row.
            place(source, source0 + lineWidth + 8, columns.x(bytecode.isEmpty() ? 2 : 1, w) - 10);
            place(bytecode, columns.x(1, w), bytecode.isEmpty() ? columns.x(1, w) : columns.x(2, w) - 10);
            runColumn(columns.x(2, w), w);
            double titleWidth = Math.ceil(title.prefWidth(-1));
            title.resizeRelocate(8, 0, titleWidth, h);
            titleNote.resizeRelocate(titleWidth + 18, 0, Math.max(0, w - titleWidth - 22), h);
        }

        private void runColumn(double x, double w) {
            double h = getHeight();
            bar.resizeRelocate(x - 6, 0, 3, h);
            double indent = foldX();
            fold.resizeRelocate(x + Math.max(0, indent - 2), 0, fold.getText().isEmpty() ? 0 : 14, h);
            double stepWidth = step.getText().isEmpty() ? 0 : lane.stepWidth();
            step.resizeRelocate(x + indent, 0, stepWidth, h);
            double from = x + indent + (stepWidth > 0 ? stepWidth + 8 : fold.getText().isEmpty() ? 0 : 15);
            double wanted = code().map(c -> c.kind() == Kind.EXPANSION ? 30 : lane.rows().runText(c).length()).orElse(0)
                    * lane.characterWidth();
            double to = Math.min(w - 4, from + wanted + 4);
            place(run, from, to);
            why.resizeRelocate(to + 8, 0, Math.max(0, w - to - 12), h);
            why.setVisible(w - to > 60);
        }

        private void place(ElidedCode line, double from, double to) {
            line.room((int) Math.floor(Math.max(0, to - from) / lane.characterWidth()));
            line.resizeRelocate(from, 0, Math.max(0, to - from), getHeight());
        }
    }
}
