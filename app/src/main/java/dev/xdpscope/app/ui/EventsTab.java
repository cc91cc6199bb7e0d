package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.engine.record.Position;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;

/** What happened, in the order of time; choosing an event goes to its moment. */
final class EventsTab extends Tab {
    private final Session session;
    private final TableView<Event> table;
    private boolean following;

    EventsTab(WindowContext context) {
        super("Events");
        this.session = context.session();
        this.table = Tables.table(context, "events", "No events");
        setClosable(false);
        setContent(table);
        Tables.mono(Tables.column(table, "at", 12, e -> session.coordinate(e.at()).map(Object::toString).orElse("")));
        Tables.column(table, "stage", 10, e -> e.stage().toString());
        Tables.column(table, "event", 12, e -> e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        Tables.column(table, "what happened", 110, Event::text);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, event) -> {
            if (event != null && !following) {
                session.seek(event.at());
            }
        });
        session.listen(change -> {
            if (change == Session.Change.OPENED) {
                following = true;
                session.recording().ifPresent(r -> table.getItems().setAll(r.events()));
                following = false;
            }
            if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
                follow();
            }
        });
        selectedProperty().addListener(_ -> {
            follow();
            // The table has no height before it is shown, so only then can it scroll.
            Platform.runLater(() -> Tables.reveal(table, table.getSelectionModel().getSelectedIndex()));
        });
    }

    /** Selects the latest event up to the reader's moment; the reader's own choice stays if it is of that moment. */
    private void follow() {
        if (!isSelected() || session.moment().isEmpty()) {
            return;
        }
        Position now = session.moment().get().at();
        Event chosen = table.getSelectionModel().getSelectedItem();
        if (chosen != null && chosen.at().equals(now)) {
            return;
        }
        int latest = -1;
        for (int i = 0; i < table.getItems().size() && table.getItems().get(i).at().compareTo(now) <= 0; i++) {
            latest = i;
        }
        following = true;
        table.getSelectionModel().clearAndSelect(Math.max(0, latest));
        Tables.reveal(table, Math.max(0, latest));
        following = false;
    }
}
