package dev.xdpscope.engine.isa;

/** Reads atomic instructions. */
final class AtomicParser {
    private final Cursor cursor;
    private final OperandParser operands;

    AtomicParser(Cursor cursor, OperandParser operands) {
        this.cursor = cursor;
        this.operands = operands;
    }

    /** {@code lock *(u64 *)(r1 +0) += r2}. */
    Insn lock() {
        cursor.expect("lock");
        cursor.expect("*");
        OperandParser.Memory memory = operands.memory(false);
        Insn.AtomicOp op = Syntax.atomicOp(cursor.peek().text())
                .orElseThrow(() -> cursor.expected("one of += |= &= ^="));
        cursor.take();
        return new Insn.Atomic(memory.size(), op, false, memory.base(), memory.off(), cursor.register('r'));
    }

    /** {@code store_release((u64 *)(r1 +0), r2)}. */
    Insn storeRelease() {
        cursor.expect("store_release");
        cursor.expect("(");
        OperandParser.Memory memory = operands.memory(false);
        cursor.expect(",");
        int src = cursor.register('r');
        cursor.expect(")");
        return new Insn.StoreRelease(memory.size(), memory.base(), memory.off(), src);
    }

    /** {@code load_acquire(…)}, {@code atomic64_fetch_add(…)} and the like. */
    Insn function(int dst) {
        Token name = cursor.expectName("load_acquire or an atomic operation");
        cursor.expect("(");
        OperandParser.Memory memory = operands.memory(false);
        if (name.is("load_acquire")) {
            cursor.expect(")");
            return new Insn.LoadAcquire(memory.size(), dst, memory.base(), memory.off());
        }
        Insn.AtomicOp op = Syntax.atomicOp(name.text(), memory.size()).orElseThrow(() -> cursor.at(name,
                "found '" + name.text() + "', expected load_acquire or an atomic operation on u"
                        + memory.size().bits()));
        cursor.expect(",");
        boolean compares = op == Insn.AtomicOp.CMPXCHG;
        if (compares) {
            operands.same(dst, name, 0);
            cursor.register(0);
            cursor.expect(",");
        }
        Token token = cursor.peek();
        int src = cursor.register('r');
        if (!compares) {
            operands.same(dst, token, src);
        }
        cursor.expect(")");
        return new Insn.Atomic(memory.size(), op, true, memory.base(), memory.off(), src);
    }
}
