package dev.xdpscope.app.view;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.nic.Compressed;
import dev.xdpscope.drivers.nic.Fact;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The descriptor lane: the bytes the NIC wrote for the packet, into the ring and for some NICs in front of the frame, their
 * fields, and what the NIC knew.
 */
public final class DescriptorRows {
    /**
     * One byte that the NIC wrote.
     *
     * @param changed whether it differs from the packet before
     * @param hint that it belongs to
     */
    public record Cell(int offset, byte value, boolean changed, Optional<Selection.Bytes> target, String fields,
            Optional<Hint> hint) {}

    private final Moment m;
    private final Layout layout;
    private final HintFields hints;
    private final Optional<Layout> prefix;
    private final Optional<Long> address;

    public DescriptorRows(Moment m, HintFields hints) {
        this.m = m;
        this.layout = m.recording().setup().layout();
        this.hints = hints;
        this.prefix = m.recording().setup().prefix();
        this.address = address(m);
    }

    /** Where the packet's descriptor is in the simulated memory. */
    static Optional<Long> address(Moment m) {
        int size = m.recording().setup().layout().size();
        return m.state().regions().stream().filter(r -> r.spec().kind() == Region.Kind.DEVICE).findFirst()
                .map(r -> r.address(m.packet().slot() * (r.spec().stride() > 0 ? r.spec().stride() : size)));
    }

    /** Where the NIC wrote in front of the packet's frame. */
    private Optional<Long> frontAddress() {
        long context = m.recording().addresses().context();
        return m.recording().at(new Position(m.packet().program().index(), 0)).number(context + XdpBuff.DATA, 8)
                .map(data -> data - m.packet().received().prefix().length);
    }

    private byte[] bytes() {
        return m.packet().received().descriptor();
    }

    /** The descriptor of the packet before, which old values are taken from. */
    private Optional<PacketResult> previous() {
        int at = m.recording().packets().indexOf(m.packet());
        return at > 0 ? Optional.of(m.recording().packets().get(at - 1)) : Optional.empty();
    }

    /** The descriptor's bytes in memory order. */
    public List<Cell> cells() {
        return cells(layout, bytes(), previous().map(p -> p.received().descriptor()), address);
    }

    /** The bytes that the NIC wrote in front of the frame; none for most NICs. */
    public List<Cell> front() {
        return prefix.map(p -> cells(p, m.packet().received().prefix(), previous().map(b -> b.received().prefix()),
                frontAddress())).orElse(List.of());
    }

    private List<Cell> cells(Layout of, byte[] now, Optional<byte[]> before, Optional<Long> start) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < now.length; i++) {
            int at = i;
            boolean changed = before.filter(b -> at < b.length && b[at] != now[at]).isPresent();
            List<Field> here = of.at(i);
            String fields = String.join(", ", here.stream().map(Field::name).toList());
            Optional<Selection.Bytes> target = here.isEmpty()
                    ? start.map(a -> new Selection.Bytes(a + at, 1, of.name() + "+" + at))
                    : target(of, here.getFirst(), start);
            cells.add(new Cell(i, now[i], changed, target, fields,
                    here.stream().flatMap(f -> hints.of(f).stream()).findFirst()));
        }
        return cells;
    }

    private static Optional<Selection.Bytes> target(Layout of, Field f, Optional<Long> start) {
        return start.map(a -> new Selection.Bytes(a + f.offset(), f.size(), of.name() + "." + f.name()));
    }

    /** Fields by offset, those of hints and what is only there for some packets first; then what the NIC knew; then how it is set. */
    public List<LaneRow> rows() {
        List<LaneRow> rows = new ArrayList<>();
        String size = layout.name() + ", " + layout.size() + " bytes";
        Optional<byte[]> before = previous().map(p -> p.received().descriptor());
        List<LaneRow> ofHints = fields(layout, bytes(), before, address, true);
        if (!ofHints.isEmpty()) {
            rows.add(new LaneRow.Title("Hint fields", size));
            rows.addAll(ofHints);
        }
        prefix.ifPresent(p -> inFront(p, rows));
        m.packet().received().compressed().ifPresent(c -> compressed(c, rows));
        rows.add(ofHints.isEmpty() ? new LaneRow.Title("Fields", size) : new LaneRow.Title("Other fields", ""));
        rows.addAll(fields(layout, bytes(), before, address, false));
        rows.add(new LaneRow.Title("What the NIC knew", "slot " + m.packet().slot() + ", sequence "
                + m.packet().received().sequence()));
        m.packet().received().facts().known().forEach((role, fact) -> rows.add(fact(role, fact)));
        rows.add(new LaneRow.Title("Configuration", m.recording().setup().nic().title()));
        m.recording().setup().settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> rows.add(plain(e.getKey(), e.getValue(), "")));
        return rows;
    }

    /** What the NIC wrote in front of the frame, fields of hints first. */
    private void inFront(Layout front, List<LaneRow> rows) {
        byte[] now = m.packet().received().prefix();
        Optional<byte[]> before = previous().map(p -> p.received().prefix());
        rows.add(new LaneRow.Title("In front of the frame", front.name() + ", " + front.size() + " bytes"));
        rows.addAll(fields(front, now, before, frontAddress(), true));
        rows.addAll(fields(front, now, before, frontAddress(), false));
    }

    private List<LaneRow> fields(Layout of, byte[] now, Optional<byte[]> before, Optional<Long> start,
            boolean ofHints) {
        return of.fields().stream().filter(f -> hints.of(f).isPresent() == ofHints)
                .sorted(Comparator.comparingInt(Field::offset).thenComparing(f -> -f.lowBit()))
                .map(f -> field(of, f, now, before, start)).toList();
    }

    private static void compressed(Compressed c, List<LaneRow> rows) {
        rows.add(new LaneRow.Title("Compressed", c.layout().name() + ", " + (c.position() + 1) + " of " + c.packets()
                + " under one title"));
        c.layout().fields()
                .forEach(f -> rows.add(plain(f.name(), Text.field(f, c.layout().get(c.mini(), f)), f.about())));
    }

    private LaneRow field(Layout of, Field f, byte[] bytes, Optional<byte[]> earlier, Optional<Long> start) {
        long value = of.get(bytes, f);
        String now = Text.field(f, value);
        Optional<String> before = earlier.map(b -> Text.field(f, of.get(b, f)));
        return new LaneRow.Value(f.name(), now, Text.changed(before, now), f.about(),
                target(of, f, start).map(t -> t), hints.of(f), value == 0);
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
