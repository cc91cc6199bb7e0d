package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.isa.Insn.Width;

/** Reads what instructions are made of: registers, immediates, memory operands. */
final class OperandParser {
    private final Cursor cursor;

    OperandParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** A register of this width, or an immediate ({@link Cursor#immediate}). */
    Operand operand(Width width, boolean kernelHex) {
        return cursor.peek().isRegister()
                ? new Operand.Reg(cursor.register(Syntax.prefix(width)))
                : new Operand.Imm(cursor.immediate(width, kernelHex));
    }

    /** The width that the next register's prefix stands for. */
    Width width() {
        return cursor.peek().text().startsWith("w") ? Width.W32 : Width.W64;
    }

    /** What {@code (u64 *)(r1 +8)} says. */
    record Memory(Size size, int base, int off) {}

    /** {@code (u64 *)(r1 +8)}. */
    Memory memory(boolean signed) {
        Size size = type(signed);
        cursor.expect("(");
        int base = cursor.register('r');
        Token token = cursor.peek();
        int off = cursor.within(token, "the offset", cursor.signedTerms(), Short.MIN_VALUE, Short.MAX_VALUE);
        cursor.expect(")");
        return new Memory(size, base, off);
    }

    /** {@code (u64 *)}. */
    Size type(boolean signed) {
        cursor.expect("(");
        Size size = Syntax.size(cursor.peek().text(), signed)
                .filter(s -> !signed || s != Size.DW)
                .orElseThrow(() -> cursor.expected("a type, u8 to u64, or in a load s8 to s32"));
        cursor.take();
        cursor.expect("*");
        cursor.expect(")");
        return size;
    }

    /** Refuses a result register that is not the one the operation has by nature. */
    void same(int dst, Token token, int number) {
        if (dst != number) {
            throw cursor.at(token, "the result goes to register " + number + ", expected it on the left, found " + dst);
        }
    }
}
