package dev.xdpscope.engine.isa;

import java.util.Optional;

/**
 * An instruction that may still lack a distance.
 *
 * @param insn complete but for the offset where it has a target
 * @param target what it jumps to or calls by name
 * @param slot where it is, in slots from the start
 * @param spot of its first word
 */
record AsmStatement(Insn insn, Optional<Target> target, int slot, Spot spot) {
    /** The name of a label, and where that name stands. */
    record Target(String label, Spot spot) {}

    /** The instruction with the distance to slot {@code to}. */
    Insn to(int to) {
        boolean narrow = insn instanceof Insn.Jump || insn instanceof Insn.Goto(int unused, boolean wide) && !wide;
        int distance = narrow
                ? distance(to, Short.MIN_VALUE, Short.MAX_VALUE)
                : distance(to, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return switch (insn) {
            case Insn.Jump(Insn.Width width, Insn.JumpOp op, int dst, Operand src, int unused) ->
                    new Insn.Jump(width, op, dst, src, distance);
            case Insn.Goto(int unused, boolean wide) -> new Insn.Goto(distance, wide);
            case Insn.CallLocal call -> new Insn.CallLocal(distance);
            case Insn.LoadImm64(int dst, Imm64 value) -> new Insn.LoadImm64(dst, new Imm64.Code(distance));
            default -> throw new IllegalStateException("no target in " + insn);
        };
    }

    private int distance(int to, long min, long max) {
        long off = to - (slot + 1L);
        if (off < min || off > max) {
            Target name = target.orElseThrow();
            throw name.spot().problem(
                    "the distance to '" + name.label() + "' is " + off + ", expected " + min + " to " + max);
        }
        return (int) off;
    }
}
