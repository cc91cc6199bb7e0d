package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Text;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.nic.Switch;
import dev.xdpscope.drivers.nic.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;

/** The NIC's switches as menus: words to choose from, numbers to type. */
final class Switches {
    /** Characters of a line of explanation: a small screen has room for it beside the menu. */
    private static final int LINE = 80;

    private Switches() {}

    static List<MenuItem> items(ScenarioRecording recording, WindowContext context) {
        List<MenuItem> items = new ArrayList<>();
        for (Switch s : recording.setup().nic().configuration()) {
            String value = recording.setup().settings().getOrDefault(s.name(), s.initial());
            items.add(switch (s.values()) {
                case Values.OneOf words -> words(s, value, words, context);
                case Values.Range range -> number(s, value, range, context);
            });
        }
        items.add(new SeparatorMenuItem());
        MenuItem defaults = new MenuItem("All defaults");
        defaults.setDisable(recording.scenario().nic().configuration().isEmpty());
        defaults.setOnAction(_ -> context.rerun(Change.configuration(Map.of())));
        items.add(defaults);
        return items;
    }

    private static MenuItem words(Switch s, String value, Values.OneOf words, WindowContext context) {
        Menu menu = new Menu(s.name() + ": " + value);
        menu.setMnemonicParsing(false);
        menu.setId("switch-" + s.name());
        for (String word : words.words()) {
            RadioMenuItem item = new RadioMenuItem(word);
            item.setMnemonicParsing(false);
            item.setSelected(word.equals(value));
            item.setOnAction(_ -> set(s, word, context));
            menu.getItems().add(item);
        }
        MenuItem about = new MenuItem(String.join("\n", Text.lines(s.about(), LINE)));
        about.setDisable(true);
        menu.getItems().addAll(new SeparatorMenuItem(), about);
        return menu;
    }

    private static MenuItem number(Switch s, String value, Values.Range range, WindowContext context) {
        MenuItem item = new MenuItem(s.name() + ": " + value + " …");
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> {
            TextInputDialog dialog = new TextInputDialog(value);
            dialog.initOwner(item.getParentPopup().getOwnerWindow());
            dialog.getDialogPane()
                    .setStyle("-fx-font-family: Inter; -fx-font-size: " + context.fontSize().get() + "px;");
            dialog.setTitle(s.name());
            dialog.setHeaderText(String.join("\n", Text.lines(s.about(), LINE)));
            dialog.setContentText(range.toString());
            dialog.showAndWait().ifPresent(typed -> set(s, typed.strip(), context));
        });
        return item;
    }

    private static void set(Switch s, String value, WindowContext context) {
        context.rerun(Change.setting(s.name(), value));
    }
}
