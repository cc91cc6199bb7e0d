package dev.xdpscope.app.ui;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;

/** How keys are written and typed. */
final class Keys {
    private static final KeyCombination PLUS = KeyCombination.valueOf("Shortcut+Plus");
    /** Where + is typed with Shift, or on the number block. */
    private static final List<KeyCombination> MORE_PLUS = of("Shortcut+Equals", "Shortcut+Shift+Equals",
            "Shortcut+Add");

    private Keys() {}

    /** Keys as JavaFX writes them, for example {@code Shortcut+Shift+F8}. */
    static List<KeyCombination> of(String... keys) {
        return Stream.of(keys).map(KeyCombination::valueOf).toList();
    }

    /** All that is typed where {@code key} is meant: keyboards differ. */
    static List<KeyCombination> spellings(KeyCombination key) {
        return key.equals(PLUS) ? Stream.concat(Stream.of(PLUS), MORE_PLUS.stream()).toList() : List.of(key);
    }
}
