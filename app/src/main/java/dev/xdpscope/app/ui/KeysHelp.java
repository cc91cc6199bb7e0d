package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/** The list of keys. */
final class KeysHelp {
    private KeysHelp() {}

    static void show(WindowContext desk, Window owner) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("keys");
        int row = 0;
        for (Command c : Command.values()) {
            row = add(grid, row, String.join("   ", Keys.of(c).stream().map(Keys::text).toList()),
                    c.title() + ": " + c.about());
        }
        row = add(grid, row, Keys.text(Keys.COORDINATE), "Go to a coordinate, for example 4:17.3");
        row = add(grid, row, Keys.text(Keys.BACKWARD) + "   " + Keys.text(Keys.FORWARD),
                "Back to where you were, forward again");
        row = add(grid, row, Keys.text(Keys.BREAKPOINT), "Set or remove a breakpoint");
        row = add(grid, row, "← →", "Fold and unfold an expansion or kfunc body in the program");
        row = add(grid, row, "Space   Enter", "Select an instruction; go to where it is executed");
        row = add(grid, row, Keys.text(Keys.OPEN), "Open a scenario, object or capture");
        row = add(grid, row, Keys.text(Keys.THEME), "Light or dark");
        add(grid, row, Keys.text(Keys.LARGER) + "   " + Keys.text(Keys.SMALLER) + "   " + Keys.text(Keys.NORMAL_SIZE),
                "Zoom");
        Alert alert = new Alert(Alert.AlertType.NONE, "", ButtonType.CLOSE);
        alert.setTitle("Keys");
        alert.initOwner(owner);
        alert.getDialogPane().setContent(grid);
        alert.getDialogPane().getStylesheets().add(Workbench.stylesheet());
        alert.getDialogPane().setStyle(
                "-fx-font-family: Inter; -fx-font-size: " + desk.fontSize().get() + "px; " + desk.palette().style());
        alert.show();
    }

    private static int add(GridPane grid, int row, String key, String what) {
        Label label = new Label(key);
        label.getStyleClass().add("key");
        Label about = new Label(what);
        label.setMinWidth(Region.USE_PREF_SIZE);
        about.setMinWidth(Region.USE_PREF_SIZE);
        grid.addRow(row, label, about);
        return row + 1;
    }
}
