package dev.xdpscope.app.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Something the reader can do. Whatever offers it, a menu, a button, a key or the sheet of keys, takes its words from here.
 *
 * @param id unlike that of any other action; also the id of its button, for the stylesheet and for tests
 * @param label the title as a menu shows it: {@code _} before the letter that chooses it there, … at the end if more is
 *            asked before anything is done
 * @param about what the title leaves open, in the middle of a sentence; may be empty
 * @param keys menus show the first
 * @param icon what a button shows
 */
record Action(String id, String label, String about, List<KeyCombination> keys, Optional<Icon> icon, Runnable run) {
    Action {
        keys = List.copyOf(keys);
    }

    /** An action without an icon. */
    Action(String id, String label, String about, List<KeyCombination> keys, Runnable run) {
        this(id, label, about, keys, Optional.empty(), run);
    }

    Action withIcon(Icon i) {
        return new Action(id, label, about, keys, Optional.of(i), run);
    }

    /** What it is called, without what is of use in a menu only. */
    String title() {
        return label.replace("_", "").replace("…", "");
    }

    /** The title, and what it leaves open. */
    String sentence() {
        return title() + (about.isEmpty() ? "" : ": " + about);
    }

    /** The key that is shown, as the platform writes it; empty if there is none. */
    String keyText() {
        return keys.stream().findFirst().map(KeyCombination::getDisplayText).orElse("");
    }

    /** All keys as the platform writes them. */
    List<String> keyTexts() {
        return keys.stream().map(KeyCombination::getDisplayText).toList();
    }

    /** What a button says when the mouse rests on it. */
    String tip() {
        return sentence() + (keys.isEmpty() ? "" : " (" + String.join(" or ", keyTexts()) + ")");
    }

    boolean isKey(KeyEvent e) {
        return keys.stream().flatMap(k -> Keys.spellings(k).stream()).anyMatch(k -> k.match(e));
    }
}
