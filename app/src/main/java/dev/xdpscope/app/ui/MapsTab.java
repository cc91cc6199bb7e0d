package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.MapRow;
import dev.xdpscope.app.view.Session;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;

/** The maps' entries at the current moment. */
final class MapsTab extends Tab {
    private final Session session;
    private final TableView<MapRow> table;

    MapsTab(WindowContext context) {
        super("Maps");
        this.session = context.session();
        this.table = Tables.table(context, "maps", "The program has no map entries at this moment");
        setClosable(false);
        setContent(table);
        Tables.column(table, "map", 18, MapRow::map);
        Tables.column(table, "kind", 16, MapRow::kind);
        Tables.mono(Tables.column(table, "key", 30, MapRow::key));
        Tables.mono(Tables.column(table, "value", 80, MapRow::value));
        session.listen(change -> {
            if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
                fill();
            }
        });
        selectedProperty().addListener(_ -> fill());
    }

    private void fill() {
        if (isSelected()) {
            session.moment().ifPresent(m -> Lists.replace(table.getItems(), MapRow.of(m)));
        }
    }
}
