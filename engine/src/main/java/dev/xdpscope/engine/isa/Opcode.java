package dev.xdpscope.engine.isa;

import java.util.Arrays;
import java.util.Optional;

/**
 * The numbers of the opcode byte and of an atomic's immediate (RFC 9669, sections 3 to 5). An opcode is the sum of a class,
 * of an operation and a source or, for loads and stores, of a mode and a size.
 */
public final class Opcode {
    // Classes.
    public static final int LD = 0x00;
    public static final int LDX = 0x01;
    public static final int ST = 0x02;
    public static final int STX = 0x03;
    public static final int ALU = 0x04;
    public static final int JMP = 0x05;
    public static final int JMP32 = 0x06;
    public static final int ALU64 = 0x07;

    /** Source: the immediate; in END of class ALU, little endian. */
    public static final int K = 0x00;

    /** Source: a register; in END of class ALU, big endian. */
    public static final int X = 0x08;

    // Arithmetic operations; DIV and MOD are signed where the offset field is 1.
    public static final int ADD = 0x00;
    public static final int SUB = 0x10;
    public static final int MUL = 0x20;
    public static final int DIV = 0x30;
    public static final int OR = 0x40;
    public static final int AND = 0x50;
    public static final int LSH = 0x60;
    public static final int RSH = 0x70;
    public static final int NEG = 0x80;
    public static final int MOD = 0x90;
    public static final int XOR = 0xa0;
    public static final int MOV = 0xb0;
    public static final int ARSH = 0xc0;
    public static final int END = 0xd0;

    // Jumps.
    public static final int JA = 0x00;
    public static final int JEQ = 0x10;
    public static final int JGT = 0x20;
    public static final int JGE = 0x30;
    public static final int JSET = 0x40;
    public static final int JNE = 0x50;
    public static final int JSGT = 0x60;
    public static final int JSGE = 0x70;
    public static final int CALL = 0x80;
    public static final int EXIT = 0x90;
    public static final int JLT = 0xa0;
    public static final int JLE = 0xb0;
    public static final int JSLT = 0xc0;
    public static final int JSLE = 0xd0;

    // Sizes of memory accesses.
    public static final int W = 0x00;
    public static final int H = 0x08;
    public static final int B = 0x10;
    public static final int DW = 0x18;

    // Modes of memory accesses.
    public static final int IMM = 0x00;
    public static final int ABS = 0x20;
    public static final int IND = 0x40;
    public static final int MEM = 0x60;
    public static final int MEMSX = 0x80;
    public static final int ATOMIC = 0xc0;

    public static final int LOAD_IMM64 = LD | IMM | DW;

    // The immediate of an atomic operation is an operation of ALU (ADD, OR, AND, XOR), perhaps with FETCH, or one of these.
    public static final int FETCH = 0x01;
    public static final int XCHG = 0xe0 | FETCH;
    public static final int CMPXCHG = 0xf0 | FETCH;
    /** From include/uapi/linux/bpf.h, Linux 6.15; not in the RFC. */
    public static final int LOAD_ACQUIRE = 0x100;
    public static final int STORE_RELEASE = 0x110;

    // Values of the source register field of CALL.
    public static final int CALL_HELPER = 0;
    public static final int CALL_LOCAL = 1;
    public static final int CALL_KFUNC = 2;

    private Opcode() {}

    static int of(Insn.AluOp op) {
        return switch (op) {
            case ADD -> ADD;
            case SUB -> SUB;
            case MUL -> MUL;
            case DIV, SDIV -> DIV;
            case OR -> OR;
            case AND -> AND;
            case LSH -> LSH;
            case RSH -> RSH;
            case MOD, SMOD -> MOD;
            case XOR -> XOR;
            case MOV -> MOV;
            case ARSH -> ARSH;
        };
    }

    /** The offset field that tells signed from unsigned division. */
    static int off(Insn.AluOp op) {
        return op == Insn.AluOp.SDIV || op == Insn.AluOp.SMOD ? 1 : 0;
    }

    static int of(Insn.JumpOp op) {
        return switch (op) {
            case JEQ -> JEQ;
            case JGT -> JGT;
            case JGE -> JGE;
            case JSET -> JSET;
            case JNE -> JNE;
            case JSGT -> JSGT;
            case JSGE -> JSGE;
            case JLT -> JLT;
            case JLE -> JLE;
            case JSLT -> JSLT;
            case JSLE -> JSLE;
        };
    }

    static int of(Insn.AtomicOp op) {
        return switch (op) {
            case ADD -> ADD;
            case OR -> OR;
            case AND -> AND;
            case XOR -> XOR;
            case XCHG -> XCHG & ~FETCH;
            case CMPXCHG -> CMPXCHG & ~FETCH;
        };
    }

    static int of(Size size) {
        return switch (size) {
            case W -> W;
            case H -> H;
            case B -> B;
            case DW -> DW;
        };
    }

    static Optional<Insn.AluOp> alu(int operation, int off) {
        return Arrays.stream(Insn.AluOp.values())
                .filter(op -> of(op) == operation && off(op) == off)
                .findFirst();
    }

    static Optional<Insn.JumpOp> jump(int operation) {
        return Arrays.stream(Insn.JumpOp.values()).filter(op -> of(op) == operation).findFirst();
    }

    static Optional<Insn.AtomicOp> atomic(int operation) {
        return Arrays.stream(Insn.AtomicOp.values()).filter(op -> of(op) == operation).findFirst();
    }

    /** The size in an opcode of a load or store class. */
    static Size size(int code) {
        return switch (code & DW) {
            case W -> Size.W;
            case H -> Size.H;
            case B -> Size.B;
            default -> Size.DW;
        };
    }
}
