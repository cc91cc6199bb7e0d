package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The metadata area, in the pieces in which the program wrote it, each with where its value came from. */
final class MetadataRows {
    private static final int SLOT = 8;

    private final Moment m;
    private final Traces traces;
    private final HintFields hints;

    MetadataRows(Moment m, Traces traces, HintFields hints) {
        this.m = m;
        this.traces = traces;
        this.hints = hints;
    }

    List<LaneRow> rows() {
        long context = m.context();
        long meta = m.state().number(context + XdpBuff.DATA_META, 8).orElse(0L);
        long data = m.state().number(context + XdpBuff.DATA, 8).orElse(0L);
        List<LaneRow> rows = new ArrayList<>();
        int length = meta < data ? (int) (data - meta) : 0;
        rows.add(new LaneRow.Title("Metadata area", length == 0 ? "empty" : length + " bytes before data"));
        if (length > 0 && unknown()) {
            rows.add(new LaneRow.Remark(
                    "Who wrote it is not searched in a run of over %,d steps; select a piece for its origin."
                            .formatted(Traces.LONGEST)));
        }
        List<Step> writes = writes(meta, length);
        int at = 0;
        while (at < length) {
            Optional<MemoryAccess> by = writer(writes, meta + at);
            int size = by.map(a -> (int) (a.address() + a.size() - meta)).orElse(at + SLOT - at % SLOT) - at;
            size = Math.clamp(size, 1, length - at);
            rows.add(piece(meta, at, size, by));
            at += size;
        }
        return rows;
    }

    private LaneRow piece(long meta, int at, int size, Optional<MemoryAccess> by) {
        long address = meta + at;
        String now = text(m.state(), address, size);
        Optional<ValueOrigin> origin = by.map(a -> origin(address, size));
        String note = by.isEmpty() ? unknown() ? "" : earlier() ? "left by an earlier program" : "not written"
                : "← " + new SourceNames(m.recording().setup(), m.state()::region).of(origin.get().sources());
        return new LaneRow.Value("+" + at, now, Text.changed(m.before().map(b -> text(b, address, size)), now), note,
                Optional.of(new Selection.Bytes(address, size, "metadata +" + at)),
                origin.flatMap(o -> hints.of(m, o)), by.isEmpty() && !unknown());
    }

    /** Whether another program ran on the packet before. */
    private boolean earlier() {
        return programPosition().run() != m.packet().program().index();
    }

    private boolean unknown() {
        return traces.tooLong(programPosition().run());
    }

    private static String text(State state, long address, int size) {
        byte[] bytes = state.bytes(address, size).orElseGet(() -> new byte[size]);
        return size <= SLOT ? "0x%0{}x".replace("{}", Integer.toString(2 * size)).formatted(Text.littleEndian(bytes))
                : Text.hex(bytes);
    }

    /** Where no XDP program runs, as in the sk_buff path, the area is as the last one left it. */
    private Position programPosition() {
        return m.packet().runs().stream().filter(r -> r.index() <= m.at().run())
                .filter(r -> r.stage().isXdp()).reduce((_, later) -> later)
                .filter(r -> r.index() != m.at().run()).map(r -> new Position(r.index(), r.steps())).orElse(m.at());
    }

    private List<Step> writes(long meta, int length) {
        Position at = programPosition();
        if (length == 0 || traces.steps(at.run()).isEmpty()) {
            return List.of();
        }
        return traces.steps(at.run()).get().subList(0, (int) at.step()).stream()
                .filter(s -> s.accesses().stream().anyMatch(a -> a.write() && a.address() < meta + length
                        && a.address() + a.size() > meta))
                .toList();
    }

    private static Optional<MemoryAccess> writer(List<Step> writes, long address) {
        for (int i = writes.size() - 1; i >= 0; i--) {
            Optional<MemoryAccess> by =
                    writes.get(i).accesses().stream().filter(a -> a.write() && a.covers(address)).findFirst();
            if (by.isPresent()) {
                return by;
            }
        }
        return Optional.empty();
    }

    private ValueOrigin origin(long address, int size) {
        Recording recording = m.recording().recording();
        return OriginWalk.of(recording, m.recording().program(programPosition()), programPosition(),
                new Location.Bytes(address, size));
    }
}
