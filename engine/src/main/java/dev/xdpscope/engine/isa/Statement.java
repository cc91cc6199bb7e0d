package dev.xdpscope.engine.isa;

import java.util.Optional;

/**
 * A parsed instruction.
 *
 * @param insn complete but for the offset where it has a label
 * @param label what it jumps to or calls by name
 * @param slot where it is, in slots from the start
 * @param cursor to say where a problem is
 * @param start its first token
 */
record Statement(Insn insn, Optional<Token> label, int slot, Cursor cursor, Token start) {

    /** The instruction with the distance to slot {@code target}. */
    Insn to(int target) {
        long off = target - (slot + 1L);
        Token name = label.orElseThrow();
        boolean narrow = insn instanceof Insn.Jump || insn instanceof Insn.Goto(int unused, boolean wide) && !wide;
        String what = "the distance to '" + name.text() + "'";
        int distance = narrow
                ? cursor.within(name, what, off, Short.MIN_VALUE, Short.MAX_VALUE)
                : cursor.within(name, what, off, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return switch (insn) {
            case Insn.Jump(Insn.Width width, Insn.JumpOp op, int dst, Operand src, int unused) ->
                    new Insn.Jump(width, op, dst, src, distance);
            case Insn.Goto(int unused, boolean wide) -> new Insn.Goto(distance, wide);
            case Insn.CallLocal call -> new Insn.CallLocal(distance);
            case Insn.LoadImm64(int dst, Imm64 value) -> new Insn.LoadImm64(dst, new Imm64.Code(distance));
            default -> throw new IllegalStateException("no target in " + insn);
        };
    }
}
