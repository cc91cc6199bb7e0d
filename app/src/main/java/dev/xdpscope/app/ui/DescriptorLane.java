package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.DescriptorRows;
import dev.xdpscope.app.view.HintFields;
import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.Session;
import java.util.List;
import javafx.scene.layout.BorderPane;

/** The descriptor: its bytes, and its fields under them. */
final class DescriptorLane extends BorderPane {
    private final WindowContext context;
    private final HexGrid hex;
    private final LaneList fields;
    private int packet = -1;

    DescriptorLane(WindowContext context) {
        this.context = context;
        this.hex = new HexGrid(context);
        this.fields = new LaneList(context, "descriptor");
        getStyleClass().add("descriptor-lane");
        setTop(hex);
        setCenter(fields);
        context.session().listen(this::changed);
    }

    private void changed(Session.Change change) {
        switch (change) {
            case OPENED -> {
                packet = -1;
                show();
            }
            case MOVED -> show();
            case SELECTED, BREAKPOINTS, PROBLEM -> {}
        }
    }

    /** The descriptor is the same for all moments of a packet. */
    private void show() {
        if (context.session().moment().isEmpty()) {
            hex.getChildren().clear();
            fields.show(List.of());
            return;
        }
        Moment m = context.session().moment().get();
        HintFields hints = context.hints().orElseThrow();
        if (packet != m.packet().index()) {
            packet = m.packet().index();
            DescriptorRows rows = new DescriptorRows(m, hints);
            hex.show(rows);
            fields.show(rows.rows());
        }
    }
}
