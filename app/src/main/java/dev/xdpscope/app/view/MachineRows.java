package dev.xdpscope.app.view;

import java.util.ArrayList;
import java.util.List;

/** The machine lane: context, registers, stack, metadata area and sk_buff at one moment. */
public final class MachineRows {
    private MachineRows() {}

    public static List<LaneRow> of(Moment m, Traces traces, HintFields hints) {
        List<LaneRow> rows = new ArrayList<>();
        m.packet().fault().filter(f -> m.state().outcome().isPresent()).ifPresent(f -> {
            rows.add(new LaneRow.Title("Fault", "the program was stopped"));
            rows.add(new LaneRow.Remark(f.what()));
            rows.add(new LaneRow.Remark("expected " + f.expected()));
        });
        rows.addAll(RegisterRows.of(m));
        rows.addAll(ContextRows.of(m));
        rows.addAll(StackRows.of(m));
        rows.addAll(new MetadataRows(m, traces, hints).rows());
        rows.addAll(SkbRows.of(m));
        return rows;
    }
}
