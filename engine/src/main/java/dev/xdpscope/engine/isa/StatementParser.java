package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.isa.Insn.Width;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the one instruction of a line, after its label. */
final class StatementParser {
    private final Cursor cursor;
    private final Symbols symbols;
    private final OperandParser operands;
    private final AtomicParser atomics;
    private Optional<Token> label = Optional.empty();

    StatementParser(Cursor cursor, Symbols symbols) {
        this.cursor = cursor;
        this.symbols = symbols;
        this.operands = new OperandParser(cursor);
        this.atomics = new AtomicParser(cursor, operands);
    }

    AsmStatement parse(int slot) {
        Token start = cursor.peek();
        Insn insn = insn();
        cursor.expectEnd();
        return new AsmStatement(insn, label.map(name -> new AsmStatement.Target(name.text(), cursor.spot(name))), slot,
                cursor.spot(start));
    }

    private Insn insn() {
        Token first = cursor.peek();
        if (first.isRegister()) {
            return assignment();
        }
        return switch (first.text()) {
            case "exit" -> {
                cursor.take();
                yield new Insn.Exit();
            }
            case "goto" -> {
                cursor.take();
                yield new Insn.Goto(distance(Short.MIN_VALUE, Short.MAX_VALUE), false);
            }
            case "gotol" -> {
                cursor.take();
                yield new Insn.Goto(distance(Integer.MIN_VALUE, Integer.MAX_VALUE), true);
            }
            case "if" -> jump();
            case "call" -> call();
            case "callx" -> {
                cursor.take();
                yield new Insn.CallRegister(cursor.register('r'));
            }
            case "lock" -> atomics.lock();
            case "store_release" -> atomics.storeRelease();
            case "*" -> store();
            default -> throw cursor.expected("an instruction");
        };
    }

    private Insn jump() {
        cursor.expect("if");
        Insn.Jump c = ConditionParser.parse(cursor);
        cursor.expect("goto");
        return new Insn.Jump(c.width(), c.op(), c.dst(), c.src(), distance(Short.MIN_VALUE, Short.MAX_VALUE));
    }

    /** {@code pc+3}, {@code +3}, or a label whose distance is known at the end. */
    private int distance(long min, long max) {
        Token token = cursor.peek();
        if (token.is("pc") || token.is("+") || token.is("-")) {
            cursor.accept("pc");
            if (!cursor.peek().is("+") && !cursor.peek().is("-")) {
                throw cursor.expected("'+' or '-'");
            }
            return cursor.sum("the distance", min, max);
        }
        label = Optional.of(cursor.expectName("a label or pc+offset"));
        return 0;
    }

    private Insn call() {
        cursor.expect("call");
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.NUMBER || token.is("-")) {
            return new Insn.CallHelper(id());
        }
        if (token.is("pc")) {
            int off = distance(Integer.MIN_VALUE, Integer.MAX_VALUE);
            if (cursor.accept("#")) {
                cursor.expectName("the name of the subprogram");
            }
            return new Insn.CallLocal(off);
        }
        cursor.expectName("a helper, a kernel function, a label or pc+offset");
        boolean anonymousKfunc = token.is("kernel") && cursor.accept("-");
        if (anonymousKfunc) {
            cursor.expect("function");
        }
        if (!cursor.accept("#")) {
            label = Optional.of(token);
            return new Insn.CallLocal(0);
        }
        Token number = cursor.peek();
        int id = id();
        OptionalInt helper = HelperNames.id(token.text());
        if (helper.isPresent() && helper.getAsInt() != id) {
            throw cursor.at(number,
                    "found helper number " + id + ", expected " + helper.getAsInt() + " for " + token.text());
        }
        return helper.isPresent() || token.is("unknown") ? new Insn.CallHelper(id) : new Insn.CallKfunc(id, module());
    }

    private int id() {
        return cursor.sum("the number", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private int module() {
        return cursor.accept("module") ? cursor.sum("the module", 0, Short.MAX_VALUE) : 0;
    }

    private Insn store() {
        cursor.expect("*");
        OperandParser.Memory memory = operands.memory(false);
        cursor.expect("=");
        Operand value = cursor.peek().isRegister()
                ? new Operand.Reg(cursor.register('r'))
                : new Operand.Imm(cursor.immediate(memory.size() == Size.DW ? Width.W64 : Width.W32, false));
        return new Insn.Store(memory.size(), memory.base(), memory.off(), value);
    }

    private Insn assignment() {
        Width width = operands.width();
        int dst = cursor.register(Syntax.prefix(width));
        Insn.AluOp op = Syntax.aluOp(cursor.peek().text()).orElseThrow(() -> cursor.expected("an assignment"));
        cursor.take();
        if (op != Insn.AluOp.MOV) {
            return new Insn.Alu(width, op, dst, operands.operand(width, false));
        }
        Token token = cursor.peek();
        if (token.is("-") && cursor.peek(1).isRegister()) {
            cursor.take();
            operands.same(dst, cursor.peek(), cursor.register(Syntax.prefix(width)));
            return new Insn.Neg(width, dst);
        }
        if (token.is("(")) {
            return moveSigned(width, dst);
        }
        if (width == Width.W32 || token.isRegister()) {
            return new Insn.Alu(width, op, dst, operands.operand(width, false));
        }
        return wideValue(dst);
    }

    private Insn moveSigned(Width width, int dst) {
        cursor.expect("(");
        Size size = Syntax.size(cursor.peek().text(), true)
                .filter(s -> s.bits() < (width == Width.W64 ? 64 : 32))
                .orElseThrow(() -> cursor.expected(width == Width.W64 ? "s8, s16 or s32" : "s8 or s16"));
        cursor.take();
        cursor.expect(")");
        return new Insn.MoveSigned(width, dst, cursor.register(Syntax.prefix(width)), size.bits());
    }

    /** What only a 64-bit register can be given. */
    private Insn wideValue(int dst) {
        Token token = cursor.peek();
        if (cursor.accept("*")) {
            return load(dst);
        }
        if (cursor.peek(1).is("(")) {
            return atomics.function(dst);
        }
        if (token.kind() == Token.Kind.NAME && cursor.peek(1).isRegister()) {
            return byteOrder(dst);
        }
        Optional<Imm64> address = new AddressParser(cursor, symbols).parse();
        if (address.isPresent()) {
            return new Insn.LoadImm64(dst, address.get());
        }
        if (token.is("subprog") && cursor.peek(1).is("[") && cursor.peek(2).kind() == Token.Kind.NAME) {
            cursor.take();
            cursor.take();
            label = Optional.of(cursor.take());
            cursor.expect("]");
            return new Insn.LoadImm64(dst, new Imm64.Code(0));
        }
        long value = cursor.sum();
        if (cursor.accept("ll")) {
            return new Insn.LoadImm64(dst, new Imm64.Value(value));
        }
        cursor.within(token, "the immediate (without 'll')", value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new Insn.Alu(Width.W64, Insn.AluOp.MOV, dst, new Operand.Imm((int) value));
    }

    private Insn load(int dst) {
        Token type = cursor.peek(1);
        if (!cursor.peek(4).is("skb")) {
            boolean signed = type.text().startsWith("s");
            OperandParser.Memory memory = operands.memory(signed);
            return new Insn.Load(memory.size(), signed, dst, memory.base(), memory.off());
        }
        if (dst != 0) {
            throw cursor.expected("r0 on the left of a packet load");
        }
        Size size = operands.type(false);
        cursor.expect("skb");
        cursor.expect("[");
        boolean indexed = cursor.peek().isRegister();
        int index = indexed ? cursor.register('r') : -1;
        Token token = cursor.peek();
        long imm = indexed ? cursor.signedTerms() : cursor.sum();
        cursor.expect("]");
        return new Insn.LoadPacket(size, index,
                cursor.within(token, "the offset", imm, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private Insn byteOrder(int dst) {
        Token name = cursor.take();
        for (Insn.Swap swap : Insn.Swap.values()) {
            for (int bits = 16; bits <= 64; bits *= 2) {
                if (name.is(Syntax.name(swap, bits))) {
                    operands.same(dst, cursor.peek(), cursor.register('r'));
                    return new Insn.ByteOrder(swap, dst, bits);
                }
            }
        }
        throw cursor.at(name, "found " + name.described() + ", expected le, be or bswap with 16, 32 or 64");
    }
}
