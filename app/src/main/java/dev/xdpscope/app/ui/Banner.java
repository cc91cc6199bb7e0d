package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.problem.ProblemException;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what went wrong, where, and what to do; what is open stays open. Or else says what a change has made void. */
final class Banner extends HBox {
    /** Nothing is wrong: the banner only tells. */
    private static final PseudoClass NOTICE = PseudoClass.getPseudoClass("notice");

    private final Label what = new Label();
    private final Label remedy = new Label();

    Banner(WindowContext context, Action dismiss) {
        setId("banner");
        getStyleClass().add("banner");
        what.setId("banner-text");
        what.getStyleClass().add("banner-what");
        what.setWrapText(true);
        remedy.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        remedy.setMinHeight(Region.USE_PREF_SIZE);
        VBox text = new VBox(what, remedy);
        HBox.setHgrow(text, Priority.ALWAYS);
        Label sign = new Label("!");
        sign.getStyleClass().add("banner-sign");
        getChildren().addAll(sign, text, Buttons.of(dismiss));
        show(context.session());
        context.session().listen(change -> {
            if (change == Session.Change.PROBLEM) {
                show(context.session());
            }
        });
    }

    private void show(Session session) {
        boolean wrong = session.problem().isPresent();
        boolean shown = wrong || !session.voided().isEmpty();
        setVisible(shown);
        setManaged(shown);
        pseudoClassStateChanged(NOTICE, !wrong);
        session.problem().ifPresentOrElse(this::text, () -> text(String.join("\n", session.voided()), ""));
    }

    private void text(ProblemException e) {
        String where = e.place().toString();
        text((where.isEmpty() ? "" : where + ": ") + e.what(), e.remedy());
    }

    private void text(String above, String below) {
        what.setText(above);
        remedy.setText(below);
        remedy.setManaged(!below.isEmpty());
    }
}
