package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.isa.Insn.Width;

/** Reads conditions. */
public final class ConditionParser {
    private ConditionParser() {}

    /** {@code w3 != 1}, as a jump without a distance. */
    public static Insn.Jump parse(Cursor cursor) {
        OperandParser operands = new OperandParser(cursor);
        Width width = operands.width();
        int dst = cursor.register(Syntax.prefix(width));
        Insn.JumpOp op = Syntax.jumpOp(cursor.peek().text())
                .orElseThrow(() -> cursor.expected("one of == != < <= > >= s< s<= s> s>= &"));
        cursor.take();
        return new Insn.Jump(width, op, dst, operands.operand(width, true), 0);
    }
}
