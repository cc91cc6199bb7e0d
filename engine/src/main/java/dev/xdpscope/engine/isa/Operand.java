package dev.xdpscope.engine.isa;

/** The source of an instruction: a register or a 32-bit immediate, sign-extended where the instruction is 64-bit. */
public sealed interface Operand {
    /** Register r{@code number}, 0–10. */
    record Reg(int number) implements Operand {}

    /** A constant. */
    record Imm(int value) implements Operand {}
}
