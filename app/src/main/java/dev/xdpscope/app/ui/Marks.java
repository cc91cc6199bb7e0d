package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Mark;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** The signs of marks, so that colour is never the only one. */
final class Marks {
    private static final PseudoClass SELF = PseudoClass.getPseudoClass("self");
    private static final PseudoClass CAUSE = PseudoClass.getPseudoClass("cause");
    private static final PseudoClass EFFECT = PseudoClass.getPseudoClass("effect");

    private Marks() {}

    static String sign(Mark mark) {
        return switch (mark) {
            case SELF -> "◆";
            case CAUSE -> "←";
            case EFFECT -> "→";
        };
    }

    static void apply(Node node, Optional<Mark> mark) {
        node.pseudoClassStateChanged(SELF, mark.filter(m -> m == Mark.SELF).isPresent());
        node.pseudoClassStateChanged(CAUSE, mark.filter(m -> m == Mark.CAUSE).isPresent());
        node.pseudoClassStateChanged(EFFECT, mark.filter(m -> m == Mark.EFFECT).isPresent());
    }
}
