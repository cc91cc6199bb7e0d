package dev.xdpscope.app.view;

import dev.xdpscope.engine.record.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine lane: registers, stack, metadata area, context and sk_buff at one moment; while the driver builds the sk_buff,
 * that comes first, and past the program what the packet has become; a tc program works on the sk_buff.
 */
public final class MachineRows {
    private MachineRows() {}

    public static List<LaneRow> of(Moment m, Traces traces, HintFields hints) {
        List<LaneRow> rows = new ArrayList<>();
        m.packet().fault().filter(f -> m.state().outcome().isPresent()).ifPresent(f -> {
            rows.add(new LaneRow.Title("Fault", "the program was stopped"));
            Text.lines(f.what()).forEach(line -> rows.add(new LaneRow.Remark(line)));
            Text.lines("expected " + f.expected()).forEach(line -> rows.add(new LaneRow.Remark(line)));
        });
        boolean tc = m.coordinate().stage() == Stage.TC;
        rows.addAll(HopRows.of(m));
        List<LaneRow> metadata = new MetadataRows(m, traces, hints).rows();
        if (m.inSkbPath()) {
            rows.addAll(SkbRows.of(m));
            rows.addAll(metadata);
        }
        rows.addAll(RegisterRows.of(m));
        rows.addAll(StackRows.of(m));
        if (tc) {
            rows.addAll(SkbRows.of(m));
        }
        if (!m.inSkbPath()) {
            rows.addAll(metadata);
        }
        rows.addAll(ContextRows.of(m));
        if (!m.inSkbPath() && !tc) {
            rows.addAll(SkbRows.of(m));
        }
        return rows;
    }
}
