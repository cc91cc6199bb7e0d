package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menus: everything the window can do, with its key. */
final class MainMenu extends MenuBar {
    private final WindowContext desk;
    private final Workbench workbench;

    MainMenu(WindowContext desk, Workbench workbench) {
        this.desk = desk;
        this.workbench = workbench;
        setId("menu");
        getMenus().addAll(file(), run(), view(), help());
    }

    private static MenuItem item(String text, String key, Runnable action) {
        MenuItem item = new MenuItem(text);
        if (!key.isEmpty()) {
            item.setAccelerator(Keys.combination(key));
        }
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Menu file() {
        Menu recent = new Menu("Open _recent");
        recent.setId("recent");
        Menu menu = new Menu("_File");
        menu.setOnShowing(_ -> fill(recent));
        fill(recent);
        menu.getItems().addAll(item("_Open…", Keys.OPEN, workbench::choose), recent,
                item("_Run again", Keys.RERUN, () -> desk.rerun(s -> s)), new SeparatorMenuItem(),
                item("_Quit", Keys.QUIT, Platform::exit));
        return menu;
    }

    private void fill(Menu recent) {
        List<Path> paths = desk.recent().paths();
        recent.setDisable(paths.isEmpty());
        recent.getItems().setAll(paths.stream().map(p -> {
            MenuItem item = item(p.toString(), "", () -> desk.open(List.of(p)));
            item.setMnemonicParsing(false);
            return item;
        }).toList());
    }

    private Menu run() {
        Menu menu = new Menu("_Run");
        for (Command command : Command.values()) {
            if (command == Command.CONTINUE || command == Command.FIRST || command == Command.NEXT_PACKET) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(item(command.title(), Keys.of(command).getFirst(), () -> desk.session().go(command)));
        }
        menu.getItems().addAll(new SeparatorMenuItem(),
                item("Go to coordinate", Keys.COORDINATE, workbench::enterCoordinate),
                item("Back to where you were", Keys.BACKWARD, desk.session()::backward),
                item("Forward again", Keys.FORWARD, desk.session()::forward), new SeparatorMenuItem(),
                item("Set or remove breakpoint", Keys.BREAKPOINT, workbench::toggleBreakpoint),
                item("Remove all breakpoints", "", desk.session()::clearBreakpoints));
        return menu;
    }

    private Menu view() {
        Menu menu = new Menu("_View");
        menu.getItems().addAll(item("Light or dark", Keys.THEME, () -> desk.theme().set(desk.theme().get().other())),
                new SeparatorMenuItem(), item("Larger", Keys.LARGER, () -> desk.zoom(1)),
                item("Smaller", Keys.SMALLER, () -> desk.zoom(-1)),
                item("Normal size", Keys.NORMAL_SIZE, () -> desk.fontSize().set(WindowContext.NORMAL_SIZE)),
                new SeparatorMenuItem(), item("Unfold all", Keys.UNFOLD_ALL, () -> workbench.foldAll(true)),
                item("Fold all", Keys.FOLD_ALL, () -> workbench.foldAll(false)));
        return menu;
    }

    private Menu help() {
        Menu menu = new Menu("_Help");
        menu.getItems().add(item("Keys", Keys.HELP, () -> KeysHelp.show(desk, getScene().getWindow())));
        return menu;
    }
}
