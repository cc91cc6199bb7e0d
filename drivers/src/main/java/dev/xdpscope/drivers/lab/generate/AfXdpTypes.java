package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.BtfType.Linkage;
import dev.xdpscope.engine.object.btf.BtfType.Member;
import dev.xdpscope.engine.object.btf.BtfType.Parameter;
import dev.xdpscope.engine.object.btf.BtfType.Placed;
import dev.xdpscope.engine.object.write.BtfWriter;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;

/**
 * The generated object's types: those that libbpf needs for the map, the kfuncs and the function, and the structure of the
 * metadata for whoever wants to name its bytes.
 */
final class AfXdpTypes {
    /** Bytes of the map's declaration: a pointer for each of its four attributes. */
    static final int MAP_SIZE = 32;

    private static final List<String> CONTEXT =
            List.of("data", "data_end", "data_meta", "ingress_ifindex", "rx_queue_index", "egress_ifindex");

    private final BtfWriter btf;
    private final int signed;
    private final int u16;
    private final int u32;
    private final int u64;
    private final int context;
    private final int function;

    AfXdpTypes(BtfWriter btf, List<Hint> hints) {
        this.btf = btf;
        signed = integer("int", 4, true);
        u16 = integer("unsigned short", 2, false);
        u32 = integer("unsigned int", 4, false);
        u64 = integer("unsigned long long", 8, false);
        context = struct("xdp_md", 4 * CONTEXT.size(),
                CONTEXT.stream().map(name -> new Member(name, u32, 32 * CONTEXT.indexOf(name), 0)).toList());
        map();
        license();
        if (!hints.isEmpty()) {
            kfuncs(hints);
        }
        struct(HintsLayout.NAME, HintsLayout.SIZE, HintsLayout.MEMBERS.stream()
                .map(m -> new Member(m.name(), unsigned(m.size()), 8 * m.offset(), 0)).toList());
        int prototype = prototype(new Parameter("ctx", btf.pointer(context)));
        function = btf.add(new BtfType.Func(AfXdpProgram.NAME, prototype, Linkage.GLOBAL));
    }

    /** Id of the program's function. */
    int function() {
        return function;
    }

    private int integer(String name, int size, boolean isSigned) {
        return btf.add(new BtfType.Int(name, size, 0, 8 * size, isSigned, false));
    }

    private int unsigned(int size) {
        return switch (size) {
            case 2 -> u16;
            case 4 -> u32;
            default -> u64;
        };
    }

    private int struct(String name, int size, List<Member> members) {
        return btf.add(new BtfType.Struct(name, false, size, members));
    }

    private int prototype(Parameter... parameters) {
        return btf.add(new BtfType.FunctionPrototype(signed, List.of(parameters)));
    }

    /** Attributes as libbpf's bpf_helpers.h declares them: numbers are lengths of arrays. */
    private void map() {
        int key = btf.pointer(u32);
        List<Member> attributes = List.of(new Member("type", number(MapSpec.XSKMAP), 0, 0),
                new Member("max_entries", number(AfXdpObject.SOCKETS), 64, 0), new Member("key", key, 128, 0),
                new Member("value", key, 192, 0));
        int variable =
                btf.add(new BtfType.Variable(AfXdpProgram.MAP, struct("", MAP_SIZE, attributes), Linkage.GLOBAL));
        section(".maps", variable, MAP_SIZE);
    }

    private int number(int value) {
        return btf.pointer(btf.add(new BtfType.Array(signed, value)));
    }

    private void license() {
        int size = AfXdpObject.LICENSE.length() + 1;
        int text = btf.add(new BtfType.Array(integer("char", 1, true), size));
        section("license", btf.add(new BtfType.Variable("LICENSE", text, Linkage.GLOBAL)), size);
    }

    private void section(String name, int variable, int size) {
        btf.add(new BtfType.DataSection(name, size, List.of(new Placed(variable, 0, size))));
    }

    private void kfuncs(List<Hint> hints) {
        Parameter ctx =
                new Parameter("ctx", btf.pointer(btf.add(new BtfType.Qualified(BtfType.Qualifier.CONST, context))));
        List<Placed> externs = hints.stream().map(hint -> btf.add(new BtfType.Func(hint.kfunc(), switch (hint) {
            case RX_TIMESTAMP -> prototype(ctx, new Parameter("timestamp", btf.pointer(u64)));
            case RX_HASH -> prototype(ctx, new Parameter("hash", btf.pointer(u32)), new Parameter("type", hashType()));
            case RX_VLAN_TAG -> prototype(ctx, new Parameter("proto", btf.pointer(u16)),
                    new Parameter("tci", btf.pointer(u16)));
        }, Linkage.EXTERN))).map(id -> new Placed(id, 0, 0)).toList();
        btf.add(new BtfType.DataSection(".ksyms", 0, externs));
    }

    private int hashType() {
        return btf.pointer(btf.add(new BtfType.Enum("xdp_rss_hash_type", 4, false,
                List.of(new BtfType.Enumerator("XDP_RSS_TYPE_NONE", 0)))));
    }
}
