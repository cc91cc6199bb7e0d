package dev.xdpscope.engine.tc;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.util.Optional;

/**
 * The sk_buff of a real kernel. Its hardware timestamp is in skb_shared_info, which a tc program's load finds first: it is given as a
 * member of the offset there.
 *
 * @param types the kernel's
 */
public record KernelSkb(Btf types) implements SkbLayout {
    private static final String SKB = "sk_buff";

    @Override
    public Optional<Member> member(String name) {
        return switch (name) {
            // struct bpf_skb_data_end and the program's own bytes lie in the cb (include/linux/filter.h, net/sch_generic.h).
            case "data_end", "data_meta" -> in("bpf_skb_data_end", name);
            case "cb" -> in("qdisc_skb_cb", "data");
            case "hwtstamp" -> field("skb_shared_info", "hwtstamps").map(m -> Member.of(m.offset(), Long.BYTES));
            default -> field(SKB, name);
        };
    }

    @Override
    public int ifindex() {
        return XdpLayout.of(types).orElse(XdpLayout.SIMULATED).ifindex();
    }

    private Optional<Member> in(String struct, String name) {
        return field(SKB, "cb").flatMap(cb -> field(struct, name)
                .map(m -> new Member(cb.offset() + m.offset(), m.size(), m.bit(), m.bits())));
    }

    private Optional<Member> field(String struct, String name) {
        return types.field(struct, name)
                .map(f -> new Member(f.byteOffset(), types.sizeOf(f.type()), f.bitOffset(), f.bitSize()));
    }
}
