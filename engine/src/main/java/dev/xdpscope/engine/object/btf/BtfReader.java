package dev.xdpscope.engine.object.btf;

import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.object.elf.StringTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the type section of BTF; positions are bytes from its start. */
final class BtfReader {
    private final Slice slice;
    private final StringTable strings;
    private int at;

    BtfReader(Slice slice, StringTable strings) {
        this.slice = slice;
        this.strings = strings;
    }

    List<BtfType> types() {
        List<BtfType> types = new ArrayList<>();
        types.add(new BtfType.Void());
        while (at < slice.length()) {
            types.add(type());
        }
        return List.copyOf(types);
    }

    private BtfType type() {
        int begin = at;
        String name = name();
        int info = word();
        int third = word();
        int count = info & 0xffff;
        boolean flag = info < 0;
        return switch (info >>> 24 & 0x1f) {
            case 1 -> integer(name, size(third));
            case 2 -> new BtfType.Pointer(third);
            case 3 -> array();
            case 4 -> new BtfType.Struct(name, false, size(third), repeat(count, r -> r.member(flag)));
            case 5 -> new BtfType.Struct(name, true, size(third), repeat(count, r -> r.member(flag)));
            case 6 -> new BtfType.Enum(name, size(third), flag, repeat(count, r -> r.enumerator(flag)));
            case 7 -> new BtfType.Forward(name, flag);
            case 8 -> new BtfType.Typedef(name, third);
            case 9 -> new BtfType.Qualified(BtfType.Qualifier.VOLATILE, third);
            case 10 -> new BtfType.Qualified(BtfType.Qualifier.CONST, third);
            case 11 -> new BtfType.Qualified(BtfType.Qualifier.RESTRICT, third);
            case 12 -> new BtfType.Func(name, third, linkage(count));
            case 13 -> new BtfType.FunctionPrototype(third, repeat(count, BtfReader::parameter));
            case 14 -> new BtfType.Variable(name, third, linkage(word()));
            case 15 -> new BtfType.DataSection(name, size(third), repeat(count, BtfReader::placed));
            case 16 -> new BtfType.Float(name, size(third));
            case 17 -> new BtfType.DeclTag(name, third, word());
            case 18 -> new BtfType.TypeTag(name, third);
            case 19 -> new BtfType.Enum(name, size(third), flag, repeat(count, BtfReader::enumerator64));
            default -> throw new BtfException(slice.place(begin), "type kind " + (info >>> 24 & 31) + " is not known");
        };
    }

    private BtfType.Int integer(String name, int size) {
        int encoding = word();
        return new BtfType.Int(name, size, encoding >>> 16 & 0xff, encoding & 0xff, (encoding >>> 24 & 1) != 0,
                (encoding >>> 24 & 4) != 0);
    }

    private BtfType.Array array() {
        int element = word();
        word();
        return new BtfType.Array(element, size(word()));
    }

    private BtfType.Member member(boolean bitFields) {
        String name = name();
        int type = word();
        int offset = word();
        return bitFields
                ? new BtfType.Member(name, type, offset & 0xff_ffff, offset >>> 24)
                : new BtfType.Member(name, type, size(offset), 0);
    }

    private BtfType.Enumerator enumerator(boolean signed) {
        String name = name();
        int value = word();
        return new BtfType.Enumerator(name, signed ? value : Integer.toUnsignedLong(value));
    }

    private BtfType.Enumerator enumerator64() {
        return new BtfType.Enumerator(name(), Integer.toUnsignedLong(word()) | (long) word() << 32);
    }

    private BtfType.Parameter parameter() {
        return new BtfType.Parameter(name(), word());
    }

    private BtfType.Placed placed() {
        return new BtfType.Placed(word(), Integer.toUnsignedLong(word()), Integer.toUnsignedLong(word()));
    }

    private BtfType.Linkage linkage(int number) {
        return switch (number) {
            case 0 -> BtfType.Linkage.STATIC;
            case 1 -> BtfType.Linkage.GLOBAL;
            case 2 -> BtfType.Linkage.EXTERN;
            default -> throw new BtfException(slice.place(at), "linkage " + number + " is not known");
        };
    }

    private <T> List<T> repeat(int count, Function<BtfReader, T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one.apply(this));
        }
        return List.copyOf(all);
    }

    private int size(int value) {
        if (value < 0) {
            throw new BtfException(slice.place(at - 4), "a size of " + Integer.toUnsignedString(value) + " bytes");
        }
        return value;
    }

    private String name() {
        return strings.at(Integer.toUnsignedLong(word()));
    }

    private int word() {
        int value = slice.s32(at);
        at += 4;
        return value;
    }
}
