package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.FaultNote;
import dev.xdpscope.app.view.Session;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Says below the program why the packet's run was stopped, and leads there. */
final class FaultStrip extends HBox {
    private final Session session;
    private final Label text = new Label();
    private final Hyperlink go = new Hyperlink("Go there");

    FaultStrip(Session session) {
        this.session = session;
        setId("fault");
        getStyleClass().add("fault-strip");
        text.setId("fault-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.managedProperty().bind(go.visibleProperty());
        getChildren().addAll(text, go);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        session.listen(change -> {
            if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
                show();
            }
        });
    }

    private void show() {
        Optional<FaultNote> note = session.moment().flatMap(FaultNote::of);
        setVisible(note.isPresent());
        note.ifPresent(n -> {
            text.setText("✕ " + n.text());
            go.setVisible(!n.here());
            go.setOnAction(_ -> session.seek(n.at()));
        });
    }
}
