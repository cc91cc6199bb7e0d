package dev.xdpscope.engine.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random valid instructions of every kind, with the extreme values of each field more often than chance has it. */
public final class InsnGenerator {
    private final RandomGenerator random;

    public InsnGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** Any instruction but SecondSlot; its jump offset, if any, leads anywhere. */
    public Insn insn() {
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> new Insn.Alu(width(), any(Insn.AluOp.values()), written(), operand());
            case 3 -> new Insn.Neg(width(), written());
            case 4 -> moveSigned();
            case 5 -> new Insn.ByteOrder(any(Insn.Swap.values()), written(), 16 << random.nextInt(3));
            case 6 -> load();
            case 7 -> new Insn.Store(size(), register(), off(), operand());
            case 8 -> atomic();
            case 9 -> new Insn.LoadAcquire(size(), written(), register(), off());
            case 10 -> new Insn.StoreRelease(size(), register(), off(), register());
            case 11 -> new Insn.LoadPacket(any(Size.B, Size.H, Size.W), random.nextInt(12) - 1, imm());
            case 12 -> new Insn.LoadImm64(written(), imm64());
            case 13 -> new Insn.Jump(width(), any(Insn.JumpOp.values()), register(), operand(), off());
            case 14 -> random.nextBoolean() ? new Insn.Goto(off(), false) : new Insn.Goto(imm(), true);
            case 15 -> random.nextBoolean() ? new Insn.CallHelper(imm()) : new Insn.CallHelper(random.nextInt(215));
            case 16 -> random.nextBoolean() ? new Insn.CallLocal(imm()) : new Insn.CallRegister(register());
            default -> random.nextBoolean() ? new Insn.Exit() : new Insn.CallKfunc(imm(), random.nextInt(3));
        };
    }

    /** A list of slots as the decoder gives it; jumps lead anywhere. */
    List<Insn> section(int insns) {
        List<Insn> code = new ArrayList<>();
        for (int i = 0; i < insns; i++) {
            Insn insn = insn();
            code.add(insn);
            if (insn.slots() == 2) {
                code.add(new Insn.SecondSlot());
            }
        }
        return code;
    }

    private Insn moveSigned() {
        Insn.Width width = width();
        int bits = width == Insn.Width.W64 ? 8 << random.nextInt(3) : 8 << random.nextInt(2);
        return new Insn.MoveSigned(width, written(), register(), bits);
    }

    private Insn load() {
        Size size = size();
        return new Insn.Load(size, size != Size.DW && random.nextBoolean(), written(), register(), off());
    }

    private Insn atomic() {
        Insn.AtomicOp op = any(Insn.AtomicOp.values());
        boolean exchange = op == Insn.AtomicOp.XCHG || op == Insn.AtomicOp.CMPXCHG;
        boolean fetch = exchange || random.nextBoolean();
        return new Insn.Atomic(any(Size.W, Size.DW), op, fetch, register(), off(), written());
    }

    private Imm64 imm64() {
        return switch (random.nextInt(7)) {
            case 0 -> new Imm64.Value(random.nextLong() >> random.nextInt(64));
            case 1 -> new Imm64.MapFd(imm());
            case 2 -> new Imm64.MapValue(imm(), imm());
            case 3 -> new Imm64.Variable(imm());
            case 4 -> new Imm64.Code(imm());
            case 5 -> new Imm64.MapIndex(imm());
            default -> new Imm64.MapIndexValue(imm(), imm());
        };
    }

    private Insn.Width width() {
        return any(Insn.Width.values());
    }

    private Size size() {
        return any(Size.values());
    }

    private int register() {
        return random.nextInt(11);
    }

    private int written() {
        return random.nextInt(10);
    }

    private Operand operand() {
        return random.nextBoolean() ? new Operand.Reg(register()) : new Operand.Imm(imm());
    }

    private int imm() {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> random.nextInt(-2, 3);
            default -> random.nextInt() >> random.nextInt(32);
        };
    }

    private int off() {
        return switch (random.nextInt(6)) {
            case 0 -> Short.MIN_VALUE;
            case 1 -> Short.MAX_VALUE;
            default -> (short) (random.nextInt() >> (16 + random.nextInt(16)));
        };
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
