package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.LaneRow;
import dev.xdpscope.app.view.MachineRows;
import dev.xdpscope.app.view.Session;
import java.util.List;
import javafx.scene.layout.BorderPane;

/** Registers, context, stack, metadata area and sk_buff. */
final class MachineLane extends BorderPane {
    private final WindowContext context;
    private final LaneList list;

    MachineLane(WindowContext context) {
        this.context = context;
        this.list = new LaneList(context, "machine");
        getStyleClass().add("machine-lane");
        setCenter(list);
        context.session().listen(this::changed);
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
            Session s = context.session();
            List<LaneRow> rows =
                    s.moment().flatMap(m -> s.traces().flatMap(t -> context.hints().map(h -> MachineRows.of(m, t,
                            h)))).orElse(List.of());
            list.show(rows);
        }
    }
}
