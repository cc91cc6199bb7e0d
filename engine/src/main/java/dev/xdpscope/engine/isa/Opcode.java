package dev.xdpscope.engine.isa;

import java.util.Arrays;
import java.util.Optional;

/** The numbers of the opcode byte and of an atomic's immediate (RFC 9669, sections 3 to 5). */
final class Opcode {
    static final int LD = 0;
    static final int LDX = 1;
    static final int ST = 2;
    static final int STX = 3;
    static final int ALU = 4;
    static final int JMP = 5;
    static final int JMP32 = 6;
    static final int ALU64 = 7;

    /** Source bit: set for a register, clear for an immediate; in END of class ALU, set for big endian. */
    static final int X = 0x08;

    static final int NEG = 0x80;
    static final int END = 0xd0;

    static final int JA = 0x00;
    static final int CALL = 0x80;
    static final int EXIT = 0x90;

    static final int IMM = 0x00;
    static final int ABS = 0x20;
    static final int IND = 0x40;
    static final int MEM = 0x60;
    static final int MEMSX = 0x80;
    static final int ATOMIC = 0xc0;

    static final int LOAD_IMM64 = LD | IMM | 0x18;

    static final int FETCH = 0x01;
    /** From include/uapi/linux/bpf.h, Linux 6.15; not in the RFC. */
    static final int LOAD_ACQUIRE = 0x100;
    static final int STORE_RELEASE = 0x110;

    /** Values of the source register field of {@code BPF_CALL}. */
    static final int CALL_LOCAL = 1;
    static final int CALL_KFUNC = 2;

    private Opcode() {}

    static int of(Insn.AluOp op) {
        return switch (op) {
            case ADD -> 0x00;
            case SUB -> 0x10;
            case MUL -> 0x20;
            case DIV, SDIV -> 0x30;
            case OR -> 0x40;
            case AND -> 0x50;
            case LSH -> 0x60;
            case RSH -> 0x70;
            case MOD, SMOD -> 0x90;
            case XOR -> 0xa0;
            case MOV -> 0xb0;
            case ARSH -> 0xc0;
        };
    }

    /** The offset field that tells signed from unsigned division. */
    static int off(Insn.AluOp op) {
        return op == Insn.AluOp.SDIV || op == Insn.AluOp.SMOD ? 1 : 0;
    }

    static int of(Insn.JumpOp op) {
        return switch (op) {
            case JEQ -> 0x10;
            case JGT -> 0x20;
            case JGE -> 0x30;
            case JSET -> 0x40;
            case JNE -> 0x50;
            case JSGT -> 0x60;
            case JSGE -> 0x70;
            case JLT -> 0xa0;
            case JLE -> 0xb0;
            case JSLT -> 0xc0;
            case JSLE -> 0xd0;
        };
    }

    static int of(Insn.AtomicOp op) {
        return switch (op) {
            case ADD -> 0x00;
            case OR -> 0x40;
            case AND -> 0x50;
            case XOR -> 0xa0;
            case XCHG -> 0xe0;
            case CMPXCHG -> 0xf0;
        };
    }

    static int of(Size size) {
        return switch (size) {
            case W -> 0x00;
            case H -> 0x08;
            case B -> 0x10;
            case DW -> 0x18;
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
        return switch (code & 0x18) {
            case 0x00 -> Size.W;
            case 0x08 -> Size.H;
            case 0x10 -> Size.B;
            default -> Size.DW;
        };
    }
}
