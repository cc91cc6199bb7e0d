package dev.xdpscope.app.ui;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.VPos;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/** The sheet of keys: those of the actions, menu by menu, and those that only some panes know. */
final class KeysHelp {
    /** What a key does, or several that are about the same. */
    record Line(List<String> keys, String what) {
        Line {
            keys = List.copyOf(keys);
        }

        private static Line of(Action action) {
            return new Line(action.keyTexts(), action.sentence());
        }
    }

    /** Lines under a title. */
    record Section(String title, List<Line> lines) {
        Section {
            lines = List.copyOf(lines);
        }
    }

    /** Room for a scroll bar and the dialog's own padding. */
    private static final double MARGIN = 40;

    private KeysHelp() {}

    static List<Section> sections(Actions actions) {
        Stream<Section> menus = actions.groups().stream().map(g -> new Section(g.title(),
                g.actions().stream().filter(a -> !a.keys().isEmpty()).map(Line::of).toList()));
        Section panes = new Section("Panes", List.of(
                new Line(List.of("←", "→"), "Fold and unfold an expansion or kfunc body in the program"),
                new Line(List.of("Space", "Enter"), "Select an instruction; go to where it is executed"),
                new Line(List.of("Delete"), "Remove the breakpoint that is selected in their list"),
                Line.of(actions.dismiss())));
        return Stream.concat(menus, Stream.of(panes)).toList();
    }

    static void show(WindowContext context, Actions actions, Window owner) {
        Alert alert = new Alert(Alert.AlertType.NONE, "", ButtonType.CLOSE);
        alert.setTitle("Keys");
        alert.initOwner(owner);
        FlowPane columns = columns(sections(actions));
        ScrollPane scrolled = new ScrollPane(columns);
        scrolled.setFitToWidth(true);
        scrolled.getStyleClass().add("edge-to-edge");
        DialogPane pane = alert.getDialogPane();
        pane.setContent(scrolled);
        pane.setMaxHeight(owner.getHeight());
        pane.getStylesheets().add(Workbench.stylesheet());
        // The theme's own limit is narrower than the sheet.
        pane.setStyle("-fx-max-width: " + owner.getWidth() + "px; -fx-font-family: Inter; -fx-font-size: "
                + context.fontSize().get() + "px; " + context.palette().style());
        pane.applyCss();
        DoubleSummaryStatistics widths =
                columns.getChildren().stream().mapToDouble(c -> c.prefWidth(-1)).summaryStatistics();
        boolean beside = widths.getSum() <= owner.getWidth() - MARGIN;
        columns.setPrefWrapLength(beside ? widths.getSum() : widths.getMax() + MARGIN);
        alert.show();
    }

    /** The section with most lines, and all others beside it or, where the window is too narrow, below. */
    private static FlowPane columns(List<Section> sections) {
        int most = sections.stream().mapToInt(s -> s.lines().size()).max().orElseThrow();
        FlowPane columns = new FlowPane(grid(sections.stream().filter(s -> s.lines().size() == most).toList()),
                grid(sections.stream().filter(s -> s.lines().size() < most).toList()));
        columns.setRowValignment(VPos.TOP);
        return columns;
    }

    private static GridPane grid(List<Section> sections) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("keys");
        for (Section s : sections) {
            grid.add(label(s.title(), "keys-title"), 0, grid.getRowCount(), 2, 1);
            s.lines().forEach(l -> grid.addRow(grid.getRowCount(), label(String.join("   ", l.keys()), "key"),
                    label(l.what(), "key-what")));
        }
        return grid;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
