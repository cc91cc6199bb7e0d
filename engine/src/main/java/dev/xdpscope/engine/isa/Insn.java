package dev.xdpscope.engine.isa;

/**
 * One eBPF instruction (RFC 9669). Instructions are immutable and hold register numbers 0–10, jump offsets in 8-byte
 * slots relative to the next instruction, and memory offsets in bytes, just as encoded.
 *
 * <p>A program is a list with one element per 8-byte slot, so that an index here is the index the kernel, bpftool and
 * jump offsets use. A 64-bit immediate load takes two slots: {@link LoadImm64} and then {@link SecondSlot}.
 */
public sealed interface Insn {

    /** Width of an arithmetic or comparing instruction: class ALU/JMP32 or ALU64/JMP. */
    enum Width {
        W32,
        W64
    }

    /** Arithmetic operations with a destination and a source; {@code NEG} has none and is a record of its own. */
    enum AluOp {
        ADD,
        SUB,
        MUL,
        DIV,
        SDIV,
        MOD,
        SMOD,
        OR,
        AND,
        LSH,
        RSH,
        ARSH,
        XOR,
        MOV
    }

    /** Conditions of conditional jumps; JGT to JLE without S are unsigned. */
    enum JumpOp {
        JEQ,
        JNE,
        JGT,
        JGE,
        JLT,
        JLE,
        JSGT,
        JSGE,
        JSLT,
        JSLE,
        JSET
    }

    /** Read-modify-write operations. XCHG and CMPXCHG always fetch. */
    enum AtomicOp {
        ADD,
        OR,
        AND,
        XOR,
        XCHG,
        CMPXCHG
    }

    /** Byte-order conversions: to little endian, to big endian, unconditional swap. */
    enum Swap {
        LE,
        BE,
        BSWAP
    }

    /** How many 8-byte slots the instruction takes in the encoded form: 2 for LoadImm64, 0 for SecondSlot, else 1. */
    default int slots() {
        return switch (this) {
            case LoadImm64 wide -> 2;
            case SecondSlot second -> 0;
            default -> 1;
        };
    }

    /** {@code dst op= src}; a move is {@code MOV}. 32-bit operations zero the upper half of dst. */
    record Alu(Width width, AluOp op, int dst, Operand src) implements Insn {}

    /** {@code dst = -dst}. */
    record Neg(Width width, int dst) implements Insn {}

    /** {@code dst = (s8|s16|s32) src}; {@code bits} is 8, 16 or (64-bit width only) 32. */
    record MoveSigned(Width width, int dst, int src, int bits) implements Insn {}

    /** {@code dst = le16 dst} and the like; {@code bits} is 16, 32 or 64. */
    record ByteOrder(Swap swap, int dst, int bits) implements Insn {}

    /** {@code dst = *(size *)(base + off)}; signed loads extend the sign to 64 bits. */
    record Load(Size size, boolean signed, int dst, int base, int off) implements Insn {}

    /** {@code *(size *)(base + off) = src}. */
    record Store(Size size, int base, int off, Operand src) implements Insn {}

    /** Atomic read-modify-write of a W or DW at {@code base + off}. */
    record Atomic(Size size, AtomicOp op, boolean fetch, int base, int off, int src) implements Insn {}

    /** {@code dst = load_acquire((size *)(base + off))}. */
    record LoadAcquire(Size size, int dst, int base, int off) implements Insn {}

    /** {@code store_release((size *)(base + off), src)}. */
    record StoreRelease(Size size, int base, int off, int src) implements Insn {}

    /**
     * Legacy packet access: {@code r0 = ntoh(*(size *)skb[imm])}, or {@code skb[index + imm]} where {@code index} is a
     * register number rather than -1. The context is implicitly r6; out of bounds ends the program with r0 = 0.
     */
    record LoadPacket(Size size, int index, int imm) implements Insn {}

    /** {@code dst = value ll}; takes two slots. */
    record LoadImm64(int dst, Imm64 value) implements Insn {}

    /** The second slot of the {@link LoadImm64} before it; never executed, no jump may land here. */
    record SecondSlot() implements Insn {}

    /** {@code if dst op src goto +off}. */
    record Jump(Width width, JumpOp op, int dst, Operand src, int off) implements Insn {}

    /** {@code goto +off} ({@code ja}) or, if {@code wide}, {@code gotol +off} with a 32-bit offset ({@code ja32}). */
    record Goto(int off, boolean wide) implements Insn {}

    /** {@code call helper#id}. */
    record CallHelper(int id) implements Insn {}

    /** {@code call pc+off}: a subprogram; off is relative to the next instruction. */
    record CallLocal(int off) implements Insn {}

    /**
     * A kernel function by id. In an object's raw bytes the id is a BTF id (and {@code module} the fd array index); in a
     * loaded {@code Program} the id is the index into its kfunc table.
     */
    record CallKfunc(int id, int module) implements Insn {}

    /** {@code callx reg}: call the subprogram whose address the register holds. */
    record CallRegister(int reg) implements Insn {}

    /** {@code exit}: return r0 from the program or subprogram. */
    record Exit() implements Insn {}
}
