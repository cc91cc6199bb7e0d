package dev.xdpscope.engine.random;

import dev.xdpscope.engine.xdp.XdpMd;

/** What a program does with its context: reads its fields, accesses packet and metadata, moves their ends. */
final class Packets {
    private Packets() {}

    static void any(Draft draft, Frame f) {
        switch (f.choices.below(8)) {
            case 0 -> field(f);
            case 1 -> length(f);
            case 2 -> copy(f, f.choices.either() ? "load" : "store");
            case 3 -> move(draft, f);
            case 4 -> draft.hold(f, lasting -> {
                draft.frozen++;
                bounded(f, lasting, area -> {
                    some(f, area);
                    draft.block(f);
                });
                draft.frozen--;
            });
            default -> {
                int p = f.pointer();
                bounded(f, p, area -> some(f, area));
                f.release(p);
            }
        }
    }

    private static void some(Frame f, Area area) {
        Accesses.some(f, area);
    }

    private static void field(Frame f) {
        int context = f.context();
        XdpMd field = f.choices.either() ? XdpMd.INGRESS_IFINDEX : XdpMd.RX_QUEUE_INDEX;
        f.line("r%d = *(u32 *)(r%d %+d)", f.target(), context, field.offset());
        f.release(context);
    }

    /** The distance of two of the packet's pointers, or what the helper says. */
    private static void length(Frame f) {
        if (f.choices.below(3) == 0) {
            f.contextArgument();
            f.call("bpf_xdp_get_buff_len");
            return;
        }
        int context = f.context();
        int end = f.pointer();
        boolean metadata = f.choices.oneIn(3);
        f.line("r%d = *(u32 *)(r%d %+d)", end, context, (metadata ? XdpMd.DATA : XdpMd.DATA_END).offset());
        f.line("r%1$d = *(u32 *)(r%1$d %2$+d)", context, (metadata ? XdpMd.DATA_META : XdpMd.DATA).offset());
        f.line("r%d -= r%d", end, context);
        f.release(context);
        f.release(end);
        f.written(end);
    }

    /**
     * Checks how much there is of the packet or the metadata.
     *
     * @param p where the pointer comes to be
     */
    private static void bounded(Frame f, int p, java.util.function.Consumer<Area> use) {
        boolean metadata = f.choices.oneIn(4);
        int size = 1 + f.choices.below(metadata ? 16 : f.choices.oneIn(4) ? 200 : 40);
        int end = f.pointer();
        int sum = f.pointer();
        int context = f.context();
        f.line("r%d = *(u32 *)(r%d %+d)", end, context, (metadata ? XdpMd.DATA : XdpMd.DATA_END).offset());
        f.line("r%d = *(u32 *)(r%d %+d)", p, context, (metadata ? XdpMd.DATA_META : XdpMd.DATA).offset());
        f.release(context);
        if (f.choices.oneIn(3)) {
            int index = f.changed();
            f.line("r%d &= %d", index, metadata ? 7 : 63);
            f.line("r%d += r%d", p, index);
        }
        f.line("r%d = r%d", sum, p);
        f.line("r%d += %d", sum, size);
        String out = f.label();
        f.line("if " + f.choices.of(new String[]{"r%1$d > r%2$d", "r%2$d < r%1$d"}) + " goto %3$s", sum, end, out);
        f.release(end);
        f.release(sum);
        Frame.Known before = f.known();
        use.accept(new Area(p, 0, size, false, Area.Atomics.NONE));
        f.known(before.and(f.known()));
        f.line("%s:", out);
    }

    private static void copy(Frame f, String which) {
        int size = 1 + f.choices.below(32);
        int buffer = f.buffer(size);
        if (f.choices.either()) {
            f.argument(2, "r%d", f.source());
            f.line("r2 %s", f.choices.of(new String[]{"&= 63", "%= 300", "&= 0x1ffff"}));
        } else {
            f.argument(2, "%d", f.choices.oneIn(4) ? f.choices.immediate() : f.choices.below(100));
        }
        f.stackArgument(3, buffer);
        f.argument(4, "%d", size);
        f.contextArgument();
        f.call("bpf_xdp_" + which + "_bytes");
    }

    private static void move(Draft draft, Frame f) {
        if (draft.frozen > 0) {
            return;
        }
        String end = f.choices.of(new String[]{"head", "meta", "tail"});
        draft.moved = true;
        switch (f.choices.below(4)) {
            case 0 -> f.argument(2, "r%d", f.source());
            case 1 -> f.argument(2, "%d", f.choices.immediate());
            default -> f.argument(2, "%d", (f.choices.either() ? -1 : 1) * (end.equals("meta")
                    ? 4 * f.choices.below(64) : f.choices.below(f.choices.oneIn(4) ? 400 : 40)));
        }
        f.contextArgument();
        f.call("bpf_xdp_adjust_" + end);
    }
}
