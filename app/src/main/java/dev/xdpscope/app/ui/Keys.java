package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import java.util.List;
import javafx.scene.input.KeyCombination;

/** The keys. Ctrl turns a step round; the second key of a command is the one other debuggers have. */
final class Keys {
    static final String OPEN = "Shortcut+O";
    static final String QUIT = "Shortcut+Q";
    static final String COORDINATE = "Shortcut+G";
    static final String BREAKPOINT = "F9";
    static final String THEME = "Shortcut+T";
    static final String LARGER = "Shortcut+Plus";
    /** Where + is typed with Shift, or on the number block. */
    static final List<String> MORE_LARGER = List.of("Shortcut+Equals", "Shortcut+Shift+Equals", "Shortcut+Add");

    static final String SMALLER = "Shortcut+Minus";
    static final String NORMAL_SIZE = "Shortcut+0";
    static final String BACKWARD = "Alt+Left";
    static final String FORWARD = "Alt+Right";
    static final String HELP = "F1";
    static final String FOLD_ALL = "Shortcut+Shift+F";
    static final String UNFOLD_ALL = "Shortcut+Shift+U";
    static final String RERUN = "Shortcut+R";

    private Keys() {}

    /** The keys of a command, the one shown in menus first. */
    static List<String> of(Command command) {
        return switch (command) {
            case INTO -> List.of("F7", "F11");
            case OVER -> List.of("F8", "F10");
            case OUT -> List.of("Shift+F8", "Shift+F11");
            case BACK -> List.of("Shortcut+F7", "Shortcut+F11");
            case BACK_OVER -> List.of("Shortcut+F8", "Shortcut+F10");
            case BACK_OUT -> List.of("Shortcut+Shift+F8", "Shortcut+Shift+F11");
            case CONTINUE -> List.of("F5");
            case REVERSE_CONTINUE -> List.of("Shift+F5", "Shortcut+F5");
            case FIRST -> List.of("Shortcut+Home");
            case LAST -> List.of("Shortcut+End");
            case NEXT_PACKET -> List.of("Shortcut+Page Down");
            case PREVIOUS_PACKET -> List.of("Shortcut+Page Up");
        };
    }

    static KeyCombination combination(String key) {
        return KeyCombination.valueOf(key);
    }

    /** The key as the platform writes it, for tooltips. */
    static String text(String key) {
        return combination(key).getDisplayText();
    }
}
