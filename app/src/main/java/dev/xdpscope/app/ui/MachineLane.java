package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.LaneRow;
import dev.xdpscope.app.view.MachineRows;
import dev.xdpscope.app.view.Session;
import java.util.List;
import javafx.scene.layout.BorderPane;

/** Registers, context, stack, metadata area and sk_buff. */
final class MachineLane extends BorderPane {
    private final WindowContext desk;
    private final LaneList list;

    MachineLane(WindowContext desk) {
        this.desk = desk;
        this.list = new LaneList(desk, "machine");
        getStyleClass().add("machine-lane");
        setCenter(list);
        desk.session().listen(this::changed);
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
            Session s = desk.session();
            List<LaneRow> rows =
                    s.moment().flatMap(m -> s.traces().flatMap(t -> desk.hints().map(h -> MachineRows.of(m, t,
                            h)))).orElse(List.of());
            list.show(rows);
        }
    }
}
