package dev.xdpscope.app.view;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.PacketResult;
import dev.xdpscope.drivers.nic.Compressed;
import dev.xdpscope.drivers.nic.Fact;
import dev.xdpscope.engine.memory.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The descriptor lane: the bytes the NIC wrote for the packet, their fields, and what the NIC knew. */
public final class DescriptorRows {
    /**
     * One byte of the descriptor.
     *
     * @param changed whether it differs from the descriptor of the packet before
     */
    public record Cell(int offset, byte value, boolean changed, Optional<Selection.Bytes> target, String fields) {}

    private final Moment m;
    private final Layout layout;
    private final HintFields hints;
    private final Optional<Long> address;

    public DescriptorRows(Moment m, HintFields hints) {
        this.m = m;
        this.layout = m.recording().setup().layout();
        this.hints = hints;
        this.address = address(m);
    }

    /** Where the packet's descriptor is in the simulated memory. */
    static Optional<Long> address(Moment m) {
        int size = m.recording().setup().layout().size();
        return m.state().regions().stream().filter(r -> r.spec().kind() == Region.Kind.DEVICE).findFirst()
                .map(r -> r.address(m.packet().slot() * (r.spec().stride() > 0 ? r.spec().stride() : size)));
    }

    private byte[] bytes() {
        return m.packet().received().descriptor();
    }

    /** The descriptor of the packet before, which old values are taken from. */
    private Optional<PacketResult> previous() {
        int at = m.recording().packets().indexOf(m.packet());
        return at > 0 ? Optional.of(m.recording().packets().get(at - 1)) : Optional.empty();
    }

    /** The bytes in memory order. */
    public List<Cell> cells() {
        byte[] now = bytes();
        Optional<byte[]> before = previous().map(p -> p.received().descriptor());
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < now.length; i++) {
            int at = i;
            boolean changed = before.filter(b -> at < b.length && b[at] != now[at]).isPresent();
            String fields = String.join(", ", layout.at(i).stream().map(Field::name).toList());
            Optional<Selection.Bytes> target = layout.at(i).isEmpty()
                    ? address.map(a -> new Selection.Bytes(a + at, 1, layout.name() + "+" + at))
                    : target(layout.at(i).getFirst());
            cells.add(new Cell(i, now[i], changed, target, fields));
        }
        return cells;
    }

    /** The hint that byte {@code offset} belongs to. */
    public Optional<dev.xdpscope.drivers.lab.Hint> hint(int offset) {
        return layout.at(offset).stream().flatMap(f -> hints.of(f).stream()).findFirst();
    }

    private Optional<Selection.Bytes> target(Field f) {
        return address.map(a -> new Selection.Bytes(a + f.offset(), f.size(), layout.name() + "." + f.name()));
    }

    /** Fields by offset; then what the NIC knew; then how it is set. */
    public List<LaneRow> rows() {
        List<LaneRow> rows = new ArrayList<>();
        List<Field> byOffset = layout.fields().stream()
                .sorted(Comparator.comparingInt(Field::offset).thenComparing(f -> -f.lowBit())).toList();
        rows.add(new LaneRow.Title("Hint fields", layout.name() + ", " + layout.size() + " bytes"));
        byOffset.stream().filter(f -> hints.of(f).isPresent()).forEach(f -> rows.add(field(f)));
        rows.add(new LaneRow.Title("Other fields", ""));
        byOffset.stream().filter(f -> hints.of(f).isEmpty()).forEach(f -> rows.add(field(f)));
        m.packet().received().compressed().ifPresent(c -> compressed(c, rows));
        rows.add(new LaneRow.Title("What the NIC knew", "slot " + m.packet().slot() + ", sequence "
                + m.packet().received().sequence()));
        m.packet().received().facts().known().forEach((role, fact) -> rows.add(fact(role, fact)));
        rows.add(new LaneRow.Title("Configuration", m.recording().setup().nic().title()));
        m.recording().setup().settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> rows.add(plain(e.getKey(), e.getValue(), "")));
        return rows;
    }

    private static void compressed(Compressed c, List<LaneRow> rows) {
        rows.add(new LaneRow.Title("Compressed", c.layout().name() + ", " + (c.position() + 1) + " of " + c.packets()
                + " under one title"));
        c.layout().fields()
                .forEach(f -> rows.add(plain(f.name(), Text.field(f, c.layout().get(c.mini(), f)), f.about())));
    }

    private LaneRow field(Field f) {
        long value = layout.get(bytes(), f);
        String now = Text.field(f, value);
        Optional<String> before = previous().map(p -> Text.field(f, layout.get(p.received().descriptor(), f)));
        return new LaneRow.Value(f.name(), now, Text.changed(before, now), f.about(), target(f).map(t -> t),
                hints.of(f),
                value == 0);
    }

    private static LaneRow fact(Role role, Fact fact) {
        String value = switch (fact) {
            case Fact.Name n -> n.value();
            case Fact.Number n ->
                    role == Role.RSS_HASH || role == Role.CHECKSUM_COMPLETE ? "0x" + Long.toHexString(n.value())
                            : Long.toUnsignedString(n.value());
        };
        return plain(role.word(), value, role.about());
    }

    private static LaneRow plain(String name, String value, String note) {
        return new LaneRow.Value(name, value, Optional.empty(), note, Optional.empty(), Optional.empty(), false);
    }
}
