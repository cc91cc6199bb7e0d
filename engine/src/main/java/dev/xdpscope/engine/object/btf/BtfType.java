package dev.xdpscope.engine.object.btf;

import java.util.List;

/** A C type. Other types are named by id; sizes are in bytes. */
public sealed interface BtfType {

    /** The type's name, empty where it has none. */
    default String name() {
        return "";
    }

    /** Type id 0. */
    record Void() implements BtfType {}

    /**
     * An integer.
     *
     * @param bitOffset 0 in anything a recent compiler writes
     * @param bits width of the value, less than {@code 8 * size} only in old-style bit fields
     */
    record Int(String name, int size, int bitOffset, int bits, boolean signed, boolean bool) implements BtfType {}

    /** {@code target *}. */
    record Pointer(int target) implements BtfType {}

    /** {@code element[count]}; a count of 0 is also how a flexible array member looks. */
    record Array(int element, int count) implements BtfType {}

    /** A struct or, if {@code union}, a union. */
    record Struct(String name, boolean union, int size, List<Member> members) implements BtfType {}

    /**
     * A member of a struct or union.
     *
     * @param name empty for an anonymous struct or union
     * @param bitOffset from the start of the struct, counted from the least significant bit of each byte
     * @param bitSize 0 unless it is a bit field
     */
    record Member(String name, int type, int bitOffset, int bitSize) {}

    /** An enum of up to 8 bytes (BTF_KIND_ENUM and BTF_KIND_ENUM64). */
    record Enum(String name, int size, boolean signed, List<Enumerator> enumerators) implements BtfType {}

    /** A constant of an enum. */
    record Enumerator(String name, long value) {}

    /** A struct or union that is declared but not defined. */
    record Forward(String name, boolean union) implements BtfType {}

    /** {@code typedef target name}. */
    record Typedef(String name, int target) implements BtfType {}

    /** {@code const target} and the like. */
    record Qualified(Qualifier qualifier, int target) implements BtfType {}

    /** What {@link Qualified} adds. */
    enum Qualifier {
        VOLATILE,
        CONST,
        RESTRICT
    }

    /** A function; {@code prototype} is a {@link FunctionPrototype}. */
    record Func(String name, int prototype, Linkage linkage) implements BtfType {}

    /** Return type and parameters; a variadic function's last parameter has no name and type 0. */
    record FunctionPrototype(int result, List<Parameter> parameters) implements BtfType {}

    /** A parameter of a function. */
    record Parameter(String name, int type) {}

    /** A global or static variable. */
    record Variable(String name, int type, Linkage linkage) implements BtfType {}

    /** Who can see a function or variable. */
    enum Linkage {
        STATIC,
        GLOBAL,
        EXTERN
    }

    /** An ELF section and the variables (and extern functions) in it. Clang leaves its size and offsets 0. */
    record DataSection(String name, int size, List<Placed> variables) implements BtfType {}

    /** A variable in a {@link DataSection}, at a byte offset. */
    record Placed(int type, long offset, long size) {}

    /** A floating-point number. */
    record Float(String name, int size) implements BtfType {}

    /** {@code btf_decl_tag}; {@code component} is a member's or parameter's index, or -1 for the whole. */
    record DeclTag(String name, int target, int component) implements BtfType {}

    /** {@code btf_type_tag}. */
    record TypeTag(String name, int target) implements BtfType {}
}
