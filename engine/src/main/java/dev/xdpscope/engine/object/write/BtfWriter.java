package dev.xdpscope.engine.object.write;

import dev.xdpscope.engine.object.btf.BtfType;

/** Writes types as a .BTF section. Types are numbered from 1 in the order in which they are added; 0 is void. */
public final class BtfWriter {
    static final int MAGIC = 0xeb9f;
    static final int VERSION = 1;

    private static final int HEADER = 24;
    private static final int FLAG = 1 << 31;
    private static final int SIGNED = 1;
    private static final int BOOL = 4;

    private final Strings strings = new Strings();
    private final Bytes types = new Bytes();
    private int next = 1;
    /** The first integer type: what arrays are indexed by, which the format wants to know and the reader does not keep. */
    private int anInt;

    /**
     * Adds a type; it may name types that are added later.
     *
     * @return its id
     */
    public int add(BtfType type) {
        switch (type) {
            case BtfType.Void v -> throw new IllegalArgumentException("void is type 0 and is not written");
            case BtfType.Int i -> {
                anInt = anInt == 0 ? next : anInt;
                begin(i.name(), 1, 0, i.size()).u32(
                        (i.signed() ? SIGNED : 0) << 24 | (i.bool() ? BOOL : 0) << 24 | i.bitOffset() << 16 | i.bits());
            }
            case BtfType.Pointer p -> begin("", 2, 0, p.target());
            case BtfType.Array a -> begin("", 3, 0, 0).u32(a.element()).u32(anInt).u32(a.count());
            case BtfType.Struct s -> struct(s);
            case BtfType.Enum e -> enumeration(e);
            case BtfType.Forward f -> begin(f.name(), 7, f.union() ? FLAG : 0, 0);
            case BtfType.Typedef t -> begin(t.name(), 8, 0, t.target());
            case BtfType.Qualified q -> begin("", kind(q.qualifier()), 0, q.target());
            case BtfType.Func f -> begin(f.name(), 12, f.linkage().ordinal(), f.prototype());
            case BtfType.FunctionPrototype p -> {
                begin("", 13, p.parameters().size(), p.result());
                p.parameters().forEach(m -> types.u32(strings.offset(m.name())).u32(m.type()));
            }
            case BtfType.Variable v -> begin(v.name(), 14, 0, v.type()).u32(v.linkage().ordinal());
            case BtfType.DataSection s -> {
                begin(s.name(), 15, s.variables().size(), s.size());
                s.variables().forEach(p -> types.u32(p.type()).u32(p.offset()).u32(p.size()));
            }
            case BtfType.Float f -> begin(f.name(), 16, 0, f.size());
            case BtfType.DeclTag t -> begin(t.name(), 17, 0, t.target()).u32(t.component());
            case BtfType.TypeTag t -> begin(t.name(), 18, 0, t.target());
        }
        return next++;
    }

    /** Adds a pointer to a type. */
    public int pointer(int target) {
        return add(new BtfType.Pointer(target));
    }

    /** Byte offset of a string in the string section, for .BTF.ext. */
    int string(String text) {
        return strings.offset(text);
    }

    /** The section. */
    public byte[] bytes() {
        byte[] typeSection = types.bytes();
        byte[] stringSection = strings.bytes();
        return new Bytes().u16(MAGIC).u8(VERSION).u8(0).u32(HEADER)
                .u32(0).u32(typeSection.length).u32(typeSection.length).u32(stringSection.length)
                .all(typeSection).all(stringSection).bytes();
    }

    /** What all types begin with; {@code third} is a size or another type. */
    private Bytes begin(String name, int kind, int countAndFlag, int third) {
        return types.u32(strings.offset(name)).u32(kind << 24 | countAndFlag).u32(third);
    }

    private void struct(BtfType.Struct s) {
        boolean bitFields = s.members().stream().anyMatch(m -> m.bitSize() > 0);
        begin(s.name(), s.union() ? 5 : 4, s.members().size() | (bitFields ? FLAG : 0), s.size());
        s.members().forEach(m -> types.u32(strings.offset(m.name())).u32(m.type())
                .u32(bitFields ? m.bitSize() << 24 | m.bitOffset() : m.bitOffset()));
    }

    private void enumeration(BtfType.Enum e) {
        boolean wide = e.size() > 4;
        begin(e.name(), wide ? 19 : 6, e.enumerators().size() | (e.signed() ? FLAG : 0), e.size());
        for (BtfType.Enumerator one : e.enumerators()) {
            types.u32(strings.offset(one.name()));
            if (wide) {
                types.u64(one.value());
            } else {
                types.u32(one.value());
            }
        }
    }

    private static int kind(BtfType.Qualifier qualifier) {
        return switch (qualifier) {
            case VOLATILE -> 9;
            case CONST -> 10;
            case RESTRICT -> 11;
        };
    }
}
