package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.write.BtfWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Copies types out of a BTF with all that they refer to; what is copied once is not copied again. */
final class TypeCopy {
    private final Btf from;
    private final Map<Integer, Integer> ids = new HashMap<>();
    private final List<BtfType> types = new ArrayList<>();

    TypeCopy(Btf from) {
        this.from = from;
        ids.put(0, 0);
        // What arrays are indexed by has to come before them.
        add(new BtfType.Int("int", 4, 0, 32, true, false));
    }

    /** A function that the object does not know is one without parameters that gives nothing. */
    int function(String name, OptionalInt own) {
        return own.isPresent() ? id(own.getAsInt()) : add(new BtfType.Func(name,
                add(new BtfType.FunctionPrototype(0, List.of())), BtfType.Linkage.STATIC));
    }

    /** The type that a member of a map's declaration points to; 0 if it has no such member. */
    int pointedAt(BtfType.Struct struct, String member) {
        return struct.members().stream().filter(m -> m.name().equals(member))
                .map(m -> from.resolved(m.type())).filter(BtfType.Pointer.class::isInstance)
                .mapToInt(p -> id(((BtfType.Pointer) p).target())).findFirst().orElse(0);
    }

    /** What is tagged needs its tags: the verifier reads promises about parameters in them. */
    private void tags() {
        for (int id = 1; id < from.count(); id++) {
            if (from.type(id) instanceof BtfType.DeclTag tag && ids.containsKey(tag.target())) {
                add(new BtfType.DeclTag(tag.name(), ids.get(tag.target()), tag.component()));
            }
        }
    }

    /** All that was copied, as BTF. */
    byte[] bytes() {
        tags();
        BtfWriter writer = new BtfWriter();
        types.forEach(writer::add);
        return writer.bytes();
    }

    private int add(BtfType type) {
        types.add(type);
        return types.size();
    }

    private int id(int old) {
        Integer known = ids.get(old);
        if (known != null) {
            return known;
        }
        // Types refer to each other in circles, so that the place is taken before its contents are known.
        int id = add(new BtfType.Void());
        ids.put(old, id);
        types.set(id - 1, copy(from.type(old)));
        return id;
    }

    private BtfType copy(BtfType type) {
        return switch (type) {
            case BtfType.Pointer(int target) -> new BtfType.Pointer(id(target));
            case BtfType.Array(int element, int count) -> new BtfType.Array(id(element), count);
            case BtfType.Struct(String name, boolean union, int size, List<BtfType.Member> members) ->
                    new BtfType.Struct(name, union, size, members.stream().map(
                            m -> new BtfType.Member(m.name(), id(m.type()), m.bitOffset(), m.bitSize())).toList());
            case BtfType.Typedef(String name, int target) -> new BtfType.Typedef(name, id(target));
            case BtfType.Qualified(BtfType.Qualifier q, int target) -> new BtfType.Qualified(q, id(target));
            case BtfType.TypeTag(String name, int target) -> new BtfType.TypeTag(name, id(target));
            case BtfType.Func(String name, int prototype, BtfType.Linkage linkage) ->
                    new BtfType.Func(name, id(prototype), linkage);
            case BtfType.FunctionPrototype(int result, List<BtfType.Parameter> parameters) ->
                    new BtfType.FunctionPrototype(id(result), parameters.stream()
                            .map(p -> new BtfType.Parameter(p.name(), id(p.type()))).toList());
            default -> type;
        };
    }
}
