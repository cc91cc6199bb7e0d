package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.Lost;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.rx.AfXdpFrame;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Past the program: what the packet has become at this moment, what its receiver sees of it, and what was lost on the way there. */
final class HopRows {
    private static final int PIECE = 8;
    private static final List<String> TX_MEMBERS =
            List.of("flags", "csum | tx_timestamp", "launch_time");

    private final Moment m;
    private final List<LaneRow> rows = new ArrayList<>();

    private HopRows(Moment m) {
        this.m = m;
    }

    /** Nothing while the packet's own program runs. */
    static List<LaneRow> of(Moment m) {
        HopRows all = new HopRows(m);
        m.packet().hops().stream().filter(h -> h.at().equals(m.at())).forEach(all::add);
        return all.rows;
    }

    private void add(Hop hop) {
        switch (hop) {
            case Hop.Framed f -> frame(f);
            case Hop.Delivered d -> {
                descriptor(d);
                d.reply().ifPresent(this::reply);
            }
            case Hop.Ran r -> {}
            case Hop.Built b -> {}
            case Hop.TakenOver t -> takenOver(t);
            case Hop.Transmitted t -> then(t);
            case Hop.Compared c -> then(c);
            case Hop.Ended e -> then(e);
        }
        lost(hop.lost());
    }

    /** What the program had stored for the sk_buff. */
    private void takenOver(Hop.TakenOver t) {
        rows.add(new LaneRow.Title("Taken over", "stored for the sk_buff"));
        t.stored().forEach(s -> rows.add(new LaneRow.Value(s.member(), Text.number(s.value()), Optional.empty(),
                "← " + s.place(), Optional.of(new Selection.Bytes(s.address(), s.length(), s.place())),
                SkbRows.hint(s.member()), false)));
    }

    private void then(Hop hop) {
        rows.add(new LaneRow.Title("Next", hop.stage().toString()));
        remark(hop.text());
    }

    private void frame(Hop.Framed f) {
        rows.add(new LaneRow.Title("xdp_frame", "to " + f.to()));
        member(f, "data", XdpFrame.DATA, 8);
        member(f, "len", XdpFrame.LEN, 2);
        member(f, "headroom", XdpFrame.HEADROOM, 2);
        member(f, "metasize", XdpFrame.METASIZE, 4);
        member(f, "dev_rx", XdpFrame.DEV_RX, 8);
    }

    private void member(Hop.Framed f, String name, int offset, int size) {
        long value = m.state().number(f.address() + offset, size).orElse(0L);
        String text = new Pointers(m.recording(), m.state(), m.context()).raw(value)
                .orElseGet(() -> Text.number(value));
        rows.add(value(name, text, "xdp_frame." + name, Optional.of(new Selection.Bytes(f.address() + offset, size,
                "xdp_frame." + name))));
    }

    private void descriptor(Hop.Delivered d) {
        AfXdpFrame frame = d.frame();
        rows.add(new LaneRow.Title("AF_XDP descriptor", d.socket() + (frame.zeroCopy() ? ", zero copy" : ", copied")));
        rows.add(value("addr", "0x" + Long.toHexString(frame.address()), "of the packet, in the UMEM",
                Optional.empty()));
        rows.add(value("len", Text.number(frame.length()), "bytes of the packet", Optional.empty()));
        rows.add(value("options", Text.number(frame.options()), "", Optional.empty()));
        int length = frame.metadata().length;
        rows.add(new LaneRow.Title("Consumer's view", Text.count(length, "byte") + " at addr − " + length));
        if (!frame.agreed()) {
            remark("It reads " + Text.count(length, "byte") + "; the program left " + frame.metasize() + ".");
        }
        for (int at = 0; at < length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(frame.metadata(), at, Math.min(length, at + PIECE));
            rows.add(value("−" + (length - at), "0x%0{}x".replace("{}", Integer.toString(2 * piece.length))
                    .formatted(Text.littleEndian(piece)), Text.hex(piece),
                    umem(frame.address() - length + at,
                            piece.length)));
        }
    }

    private Optional<Selection> umem(long offset, int length) {
        return m.state().regions().stream().filter(r -> r.spec().name().equals("umem")).findFirst()
                .map(r -> new Selection.Bytes(r.address((int) offset), length, "umem +" + offset));
    }

    /** What came of sending the packet back: the structure as the consumer wrote it → as it is at completion. */
    private void reply(TxMetadata.Reply reply) {
        if (reply.area().length > 0) {
            rows.add(new LaneRow.Title("xsk_tx_metadata", "request → completion"));
            for (int at = 0; at < reply.area().length; at += PIECE) {
                String now = number(reply.completed(), at);
                String name = at / PIECE < TX_MEMBERS.size() ? TX_MEMBERS.get(at / PIECE) : "+" + at;
                rows.add(new LaneRow.Value(name, now, Text.changed(Optional.of(number(reply.area(), at)), now), "",
                        Optional.empty(), Optional.empty(), false));
            }
        } else {
            rows.add(new LaneRow.Title("Sent back", "without xsk_tx_metadata"));
        }
        reply.refusal().ifPresent(r -> remark("Not sent: " + r.why()));
        reply.notes().forEach(this::remark);
    }

    private static String number(byte[] area, int at) {
        return Text.number(Text.littleEndian(Arrays.copyOfRange(area, at, Math.min(area.length, at + PIECE))));
    }

    /** What was lost, under each other where the reason is the same. */
    private void lost(List<Lost> lost) {
        if (!lost.isEmpty()) {
            rows.add(new LaneRow.Title("Lost here", "unless the program put it into metadata"));
        }
        for (String why : lost.stream().map(Lost::why).collect(Collectors.toCollection(LinkedHashSet::new))) {
            lost.stream().filter(l -> l.why().equals(why)).forEach(l -> rows.add(new LaneRow.Value(l.what(), "lost",
                    Optional.empty(), "", Optional.empty(), hint(l.what()), false)));
            remark(why);
        }
    }

    /** The hint that is meant: by its own name, or by that of the sk_buff field that would have it. */
    static Optional<Hint> hint(String what) {
        return Arrays.stream(Hint.values()).filter(h -> h.toString().equals(what)).findFirst()
                .or(() -> SkbRows.hint(what.replaceFirst("^skb\\.", "")));
    }

    private void remark(String text) {
        Text.lines(text).forEach(line -> rows.add(new LaneRow.Remark(line)));
    }

    private static LaneRow value(String name, String value, String note, Optional<Selection> target) {
        return new LaneRow.Value(name, value, Optional.empty(), note, target, Optional.empty(), false);
    }
}
