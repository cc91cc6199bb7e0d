package dev.xdpscope.engine.isa;

/** What a 64-bit immediate load loads (RFC 9669, section 5.4; the kinds are the encoded src_reg values 0–6). */
public sealed interface Imm64 {
    /** src 0: the 64-bit constant itself. */
    record Value(long value) implements Imm64 {}

    /** src 1: address of a map; in a loaded program {@code map} is the index into its map table. */
    record MapFd(int map) implements Imm64 {}

    /** src 2: address of a byte in the (first) value of a map; {@code offset} in bytes. */
    record MapValue(int map, int offset) implements Imm64 {}

    /** src 3: address of a kernel variable by BTF id. */
    record Variable(int id) implements Imm64 {}

    /** src 4: address of a subprogram, {@code off} slots from the next instruction as in a local call. */
    record Code(int off) implements Imm64 {}

    /** src 5: address of a map by index into the fd array. */
    record MapIndex(int index) implements Imm64 {}

    /** src 6: address in the value of a map by index into the fd array. */
    record MapIndexValue(int index, int offset) implements Imm64 {}
}
