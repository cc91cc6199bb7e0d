package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.Event;
import java.util.Locale;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;

/** What happened, in the order of time; choosing an event goes to its moment. */
final class EventsTab extends Tab {
    private final Session session;
    private final TableView<Event> table;

    EventsTab(Desk desk) {
        super("Events");
        this.session = desk.session();
        this.table = Tables.table(desk, "events", "No events");
        setClosable(false);
        setContent(table);
        Tables.mono(Tables.column(table, "at", 12, e -> session.coordinate(e.at()).map(Object::toString).orElse("")));
        Tables.column(table, "stage", 10, e -> e.stage().toString());
        Tables.column(table, "event", 12, e -> e.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        Tables.column(table, "what happened", 110, Event::text);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, event) -> {
            if (event != null) {
                session.seek(event.at());
            }
        });
        session.listen(change -> {
            if (change == Session.Change.OPENED) {
                session.recording().ifPresent(r -> table.getItems().setAll(r.events()));
            }
        });
    }
}
