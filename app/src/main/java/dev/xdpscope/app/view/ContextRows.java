package dev.xdpscope.app.view;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.xdp.Frag;
import dev.xdpscope.engine.xdp.SharedInfo;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpMd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The context: each field of xdp_md beside the xdp_buff member it is made from, and what the driver wraps around them. */
final class ContextRows {
    private final Moment m;
    private final long context;

    private ContextRows(Moment m) {
        this.m = m;
        this.context = m.context();
    }

    static List<LaneRow> of(Moment m) {
        return new ContextRows(m).rows();
    }

    private List<LaneRow> rows() {
        List<LaneRow> rows = new ArrayList<>();
        boolean own = context == m.recording().addresses().context();
        String type = own ? m.recording().setup().driver().contextType() : "xdp_buff";
        rows.add(new LaneRow.Title("xdp_md ⇄ xdp_buff", "struct " + type));
        rows.add(member(XdpMd.DATA, XdpBuff.DATA, "xdp_buff.data"));
        rows.add(member(XdpMd.DATA_END, XdpBuff.DATA_END, "xdp_buff.data_end"));
        rows.add(member(XdpMd.DATA_META, XdpBuff.DATA_META, "xdp_buff.data_meta"));
        rows.addAll(frags());
        rows.add(ifindex());
        rows.add(queue());
        if (own) {
            rows.addAll(driver(type));
            rows.addAll(scratch());
        }
        return rows;
    }

    private LaneRow member(XdpMd md, int offset, String note) {
        return pointer(md.field(), context + offset, note);
    }

    private LaneRow pointer(String name, long address, String note) {
        String now = text(m.state(), address);
        return new LaneRow.Value(name, now, Text.changed(m.before().map(b -> text(b, address)), now), note,
                Optional.of(new Selection.Bytes(address, 8, note)), Optional.empty(), false);
    }

    private String text(State state, long address) {
        long value = state.number(address, 8).orElse(0L);
        return new Pointers(m.recording(), state, context).raw(value).orElseGet(() -> Text.number(value));
    }

    /** Where the packet goes on behind data_end; xdp_md does not show it. */
    private List<LaneRow> frags() {
        if ((load(context + XdpBuff.FLAGS, 4) & XdpBuff.HAS_FRAGS) == 0) {
            return List.of();
        }
        long shared = load(context + XdpBuff.DATA_HARD_START, 8) + load(context + XdpBuff.FRAME_SZ, 4)
                - XdpBuff.SHARED_INFO;
        return LongStream.range(0, load(shared + SharedInfo.NR_FRAGS, 1))
                .mapToObj(i -> frag(i, shared + SharedInfo.FRAGS + i * Frag.SIZE)).toList();
    }

    private LaneRow frag(long index, long at) {
        int length = (int) load(at + Frag.LEN, 4);
        long data = load(at + Frag.NETMEM, 8) + load(at + Frag.OFFSET, 4);
        String text = new Pointers(m.recording(), m.state(), context).raw(data).orElseGet(() -> Text.number(data));
        return new LaneRow.Value("frags[" + index + "]", text, Optional.empty(), Text.count(length, "byte"),
                Optional.of(new Selection.Bytes(data, length, "skb_shared_info.frags")), Optional.empty(), false);
    }

    private LaneRow ifindex() {
        long device = load(load(context + XdpBuff.RXQ, 8) + XdpBuff.RXQ_DEV, 8);
        return number("ingress_ifindex", device + XdpBuff.NET_DEVICE_IFINDEX, 4, "rxq→dev→ifindex");
    }

    private LaneRow queue() {
        return number("rx_queue_index", load(context + XdpBuff.RXQ, 8) + XdpBuff.RXQ_QUEUE_INDEX, 4, "rxq→queue_index");
    }

    private LaneRow number(String name, long address, int size, String note) {
        String now = Text.number(load(address, size));
        return new LaneRow.Value(name, now, Optional.empty(), note,
                Optional.of(new Selection.Bytes(address, size, note)), Optional.empty(), false);
    }

    private long load(long address, int size) {
        return m.state().number(address, size).orElse(0L);
    }

    /** The driver's own members behind the xdp_buff. */
    private List<LaneRow> driver(String type) {
        Btf btf = m.recording().setup().driver().btf();
        if (btf.struct(type).isEmpty() || !(btf.resolved(btf.struct(type).getAsInt()) instanceof BtfType.Struct s)) {
            return List.of();
        }
        return s.members().stream().filter(member -> member.bitOffset() / 8 >= XdpBuff.SIZE)
                .filter(member -> btf.resolved(member.type()) instanceof BtfType.Pointer)
                .map(member -> pointer(member.name(), context + member.bitOffset() / 8, type + "." + member.name()))
                .toList();
    }

    /** The slots in which driver code has parked something. */
    private List<LaneRow> scratch() {
        return m.recording().setup().driver().scratch().slots().entrySet().stream()
                .filter(slot -> load(context + slot.getKey(), 8) != 0)
                .map(slot -> pointer(slot.getValue(), context + slot.getKey(),
                        "parked by driver code, which has no stack"))
                .toList();
    }
}
