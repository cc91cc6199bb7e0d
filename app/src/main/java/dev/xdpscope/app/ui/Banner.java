package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.problem.ProblemException;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what went wrong, where, and what to do; what is open stays open. */
final class Banner extends HBox {
    private final Label what = new Label();
    private final Label remedy = new Label();

    Banner(WindowContext desk, Action dismiss) {
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
        show(desk.session());
        desk.session().listen(change -> {
            if (change == Session.Change.PROBLEM) {
                show(desk.session());
            }
        });
    }

    private void show(Session session) {
        boolean shown = session.problem().isPresent();
        setVisible(shown);
        setManaged(shown);
        session.problem().ifPresent(this::text);
    }

    private void text(ProblemException e) {
        String where = e.place().toString();
        what.setText((where.isEmpty() ? "" : where + ": ") + e.what());
        remedy.setText(e.remedy());
        remedy.setManaged(!e.remedy().isEmpty());
    }
}
