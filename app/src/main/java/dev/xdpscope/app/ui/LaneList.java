package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.LaneRow;
import java.util.List;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.control.ListView;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** A list of lane rows with a common column of names. */
final class LaneList extends ListView<LaneRow> {
    private final WindowContext context;
    private final ReadOnlyDoubleWrapper nameWidth = new ReadOnlyDoubleWrapper(100);

    LaneList(WindowContext context, String id) {
        this.context = context;
        setId(id);
        getStyleClass().add("lane-list");
        setCellFactory(_ -> new LaneCell(context, nameWidth.getReadOnlyProperty()));
        context.fontSize().addListener(_ -> measure());
        measure();
    }

    void show(List<LaneRow> rows) {
        Lists.replace(getItems(), rows);
        measure();
    }

    private void measure() {
        setFixedCellSize(Math.round(context.fontSize().get() * 1.5));
        int longest =
                getItems().stream().mapToInt(r -> r instanceof LaneRow.Value v ? v.name().length() : 0).max().orElse(8);
        Text probe = new Text("0".repeat(Math.clamp(longest, 4, 22)));
        probe.setFont(Font.font(Fonts.MONO, context.fontSize().get()));
        nameWidth.set(Math.ceil(probe.getLayoutBounds().getWidth()) + 2);
    }
}
