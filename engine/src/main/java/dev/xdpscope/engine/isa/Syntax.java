package dev.xdpscope.engine.isa;

import java.util.Arrays;
import java.util.Optional;

/** The spellings that the text syntax is made of (kernel/bpf/disasm.c, Linux 6.12), for printing and for reading. */
final class Syntax {
    private Syntax() {}

    static char prefix(Insn.Width width) {
        return width == Insn.Width.W64 ? 'r' : 'w';
    }

    static String symbol(Insn.AluOp op) {
        return switch (op) {
            case ADD -> "+=";
            case SUB -> "-=";
            case MUL -> "*=";
            case DIV -> "/=";
            case SDIV -> "s/=";
            case MOD -> "%=";
            case SMOD -> "s%=";
            case OR -> "|=";
            case AND -> "&=";
            case LSH -> "<<=";
            case RSH -> ">>=";
            case ARSH -> "s>>=";
            case XOR -> "^=";
            case MOV -> "=";
        };
    }

    static Optional<Insn.AluOp> aluOp(String symbol) {
        return Arrays.stream(Insn.AluOp.values()).filter(op -> symbol(op).equals(symbol)).findFirst();
    }

    static String symbol(Insn.JumpOp op) {
        return switch (op) {
            case JEQ -> "==";
            case JNE -> "!=";
            case JGT -> ">";
            case JGE -> ">=";
            case JLT -> "<";
            case JLE -> "<=";
            case JSGT -> "s>";
            case JSGE -> "s>=";
            case JSLT -> "s<";
            case JSLE -> "s<=";
            case JSET -> "&";
        };
    }

    static Optional<Insn.JumpOp> jumpOp(String symbol) {
        return Arrays.stream(Insn.JumpOp.values()).filter(op -> symbol(op).equals(symbol)).findFirst();
    }

    /** {@code u8} to {@code u64}, {@code s8} to {@code s64}. */
    static String type(Size size, boolean signed) {
        return (signed ? "s" : "u") + size.bits();
    }

    static Optional<Size> size(String type, boolean signed) {
        return Arrays.stream(Size.values()).filter(size -> type(size, signed).equals(type)).findFirst();
    }

    /** The function name of a fetching atomic operation, for example {@code atomic64_fetch_add}. */
    static String function(Insn.AtomicOp op, Size size) {
        String prefix = size == Size.DW ? "atomic64_" : "atomic_";
        return prefix + switch (op) {
            case ADD -> "fetch_add";
            case OR -> "fetch_or";
            case AND -> "fetch_and";
            case XOR -> "fetch_xor";
            case XCHG -> "xchg";
            case CMPXCHG -> "cmpxchg";
        };
    }

    static Optional<Insn.AtomicOp> atomicOp(String function, Size size) {
        return Arrays.stream(Insn.AtomicOp.values()).filter(op -> function(op, size).equals(function)).findFirst();
    }

    /** The assignment of an atomic operation that does not fetch. */
    static Insn.AluOp assignment(Insn.AtomicOp op) {
        return switch (op) {
            case ADD -> Insn.AluOp.ADD;
            case OR -> Insn.AluOp.OR;
            case AND -> Insn.AluOp.AND;
            case XOR -> Insn.AluOp.XOR;
            case XCHG, CMPXCHG -> throw new IllegalArgumentException(op + " always fetches");
        };
    }

    static Optional<Insn.AtomicOp> atomicOp(String assignment) {
        return switch (assignment) {
            case "+=" -> Optional.of(Insn.AtomicOp.ADD);
            case "|=" -> Optional.of(Insn.AtomicOp.OR);
            case "&=" -> Optional.of(Insn.AtomicOp.AND);
            case "^=" -> Optional.of(Insn.AtomicOp.XOR);
            default -> Optional.empty();
        };
    }

    /** For example {@code be16} or {@code bswap64}. */
    static String name(Insn.Swap swap, int bits) {
        return switch (swap) {
            case LE -> "le" + bits;
            case BE -> "be" + bits;
            case BSWAP -> "bswap" + bits;
        };
    }
}
