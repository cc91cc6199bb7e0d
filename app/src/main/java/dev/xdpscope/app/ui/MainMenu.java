package dev.xdpscope.app.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menus: every action with its key, and the files that were open recently. */
final class MainMenu extends MenuBar {
    private final WindowContext context;
    private final Actions actions;

    MainMenu(WindowContext context, Actions actions) {
        this.context = context;
        this.actions = actions;
        setId("menu");
        actions.groups().forEach(g -> getMenus().add(menu(g)));
    }

    private Menu menu(Actions.Group group) {
        Menu menu = new Menu(group.label());
        for (List<Action> section : group.sections()) {
            if (!menu.getItems().isEmpty()) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            for (Action action : section) {
                menu.getItems().add(item(action));
                if (action.equals(actions.open())) {
                    menu.getItems().add(recent(menu));
                }
            }
        }
        return menu;
    }

    private static MenuItem item(Action action) {
        MenuItem item = new MenuItem(action.label());
        action.keys().stream().findFirst().ifPresent(item::setAccelerator);
        item.setOnAction(_ -> action.run().run());
        return item;
    }

    /** A menu in {@code within}, filled anew whenever that is shown. */
    private Menu recent(Menu within) {
        Menu recent = new Menu("Open _recent");
        recent.setId("recent");
        within.setOnShowing(_ -> fill(recent));
        fill(recent);
        return recent;
    }

    private void fill(Menu recent) {
        List<Path> paths = context.recent().paths();
        recent.setDisable(paths.isEmpty());
        recent.getItems().setAll(paths.stream().map(p -> {
            MenuItem item = new MenuItem(p.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> context.open(List.of(p)));
            return item;
        }).toList());
    }
}
