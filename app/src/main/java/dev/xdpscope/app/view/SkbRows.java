package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfField;
import dev.xdpscope.engine.record.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sk_buff: while the driver fills it as it is, before that as it will be. */
final class SkbRows {
    private static final String STRUCT = "sk_buff";

    private final Moment m;
    private final Btf btf;

    private SkbRows(Moment m) {
        this.m = m;
        this.btf = m.recording().setup().driver().btf();
    }

    static List<LaneRow> of(Moment m) {
        return m.packet().skb().map(skb -> new SkbRows(m).rows(skb)).orElseGet(() -> List.of(
                new LaneRow.Title("sk_buff", "none"),
                new LaneRow.Remark(m.packet().fault().isPresent() ? "No sk_buff is built: the program was stopped."
                        : "No sk_buff is built: the verdict is " + m.packet().verdict() + ".")));
    }

    private List<LaneRow> rows(Skb skb) {
        List<LaneRow> rows = new ArrayList<>();
        boolean built = m.inSkbPath() && m.next().isEmpty();
        rows.add(new LaneRow.Title("sk_buff", built ? "as the stack gets it"
                : m.inSkbPath() ? "being filled"
                        : (past() ? "as it was at " : "as it will be at ") + m.packet().index() + ":skb.end"));
        skb.fields().forEach(f -> rows.add(row(f)));
        return rows;
    }

    /** Whether it has been built by now. */
    private boolean past() {
        return m.packet().skbRun().filter(r -> r.index() < m.at().run()).isPresent();
    }

    private LaneRow row(SkbField f) {
        Optional<BtfField> place = btf.field(STRUCT, f.name());
        boolean set = !f.from().equals("not set");
        String note = set ? "← " + f.from() : "not set";
        String now = m.inSkbPath() ? place.map(p -> text(f, value(m.state(), p))).orElse(f.text()) : f.text();
        Optional<String> before = m.inSkbPath()
                ? m.before().flatMap(b -> place.map(p -> text(f, value(b, p)))) : Optional.empty();
        Optional<Selection> target =
                place.map(p -> new Selection.Bytes(m.recording().addresses().skb() + p.byteOffset(),
                        size(p), "sk_buff." + f.name()));
        return new LaneRow.Value(f.name(), now, Text.changed(before, now), note, target, hint(f.name()),
                !m.inSkbPath() && !past() || !set);
    }

    private static String text(SkbField f, long value) {
        return value == f.value() ? f.text() : Text.number(value);
    }

    private long value(State state, BtfField place) {
        long whole = state.number(m.recording().addresses().skb() + place.byteOffset(), size(place)).orElse(0L);
        return place.bitSize() == 64 ? whole : whole >>> place.bitOffset() & (1L << place.bitSize()) - 1;
    }

    private static int size(BtfField place) {
        return (place.bitOffset() + place.bitSize() + 7) / 8;
    }

    /** The hint that a field of the sk_buff holds. */
    static Optional<Hint> hint(String field) {
        return switch (field) {
            case "hash", "l4_hash", "sw_hash" -> Optional.of(Hint.RX_HASH);
            case "vlan_tci", "vlan_proto", "vlan_present", "vlan_all" -> Optional.of(Hint.RX_VLAN_TAG);
            case "hwtstamp" -> Optional.of(Hint.RX_TIMESTAMP);
            default -> Optional.empty();
        };
    }
}
