package dev.xdpscope.drivers.rx;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.tc.SkbLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sk_buff in memory: the structure that the NIC's object declares, as its driver fills it, and behind it those members
 * that only the core and tc programs use. A member that both have is the driver's.
 */
public final class SkbArea implements SkbLayout {
    /** Name of the structure in the NIC's object, and of the region's type. */
    public static final String STRUCT = "sk_buff";

    /** Core members (include/linux/skbuff.h, 6.12) by name with their sizes; data_end and data_meta are bpf_skb_data_end in cb, nr_frags is skb_shared_info's. */
    private static final Map<String, Integer> CORE = core();

    private final Btf btf;
    private final Region region;
    private final int own;

    private SkbArea(Btf btf, Region region, int own) {
        this.btf = btf;
        this.region = region;
        this.own = own;
    }

    private static Map<String, Integer> core() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String pointer : new String[]{"data", "data_end", "data_meta", "end", "dev", "tstamp", "hwtstamp"}) {
            sizes.put(pointer, 8);
        }
        for (String word : new String[]{"len", "hash", "skb_iif", "mark", "priority", "napi_id", "data_len"}) {
            sizes.put(word, 4);
        }
        sizes.put("cb", 20);
        for (String half : new String[]{"protocol", "vlan_proto", "vlan_tci", "queue_mapping", "tc_index"}) {
            sizes.put(half, 2);
        }
        sizes.put("pkt_type", 1);
        sizes.put("nr_frags", 1);
        return sizes;
    }

    /**
     * Adds an sk_buff to {@code memory}.
     *
     * @param btf types of the NIC's object
     */
    public static SkbArea install(Memory memory, Btf btf) {
        int own = btf.struct(STRUCT).isPresent() ? btf.sizeOf(btf.struct(STRUCT).getAsInt()) + 7 & ~7 : 0;
        int size = own + CORE.values().stream().mapToInt(Integer::intValue).sum() + 7 & ~7;
        return new SkbArea(btf, memory.add(Region.Spec.of(Region.Kind.KERNEL, "skb", size, STRUCT)), own);
    }

    public Region region() {
        return region;
    }

    /** Address of the sk_buff. */
    public long address() {
        return region.address(0);
    }

    @Override
    public Optional<Member> member(String name) {
        return btf.field(STRUCT, name)
                .map(f -> new Member(f.byteOffset(), btf.sizeOf(f.type()), f.bitOffset(), f.bitSize()))
                .or(() -> coreMember(name));
    }

    private Optional<Member> coreMember(String name) {
        int at = own;
        for (Map.Entry<String, Integer> e : CORE.entrySet()) {
            if (e.getKey().equals(name)) {
                return Optional.of(Member.of(at, e.getValue()));
            }
            at += e.getValue();
        }
        return Optional.empty();
    }

    /** Makes every member 0. */
    public void clear() {
        region.clear(0, region.size());
    }

    /** Sets a member that is no bit field; does nothing if there is no such member. */
    public void set(String name, long value) {
        member(name).ifPresent(m -> region.write(m.offset(), m.size(), value));
    }

    /** Value of a member that is no bit field, unsigned; 0 if there is no such member. */
    public long get(String name) {
        return member(name).map(m -> region.read(m.offset(), m.size())).orElse(0L);
    }
}
