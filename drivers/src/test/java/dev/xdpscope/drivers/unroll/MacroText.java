package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random instructions, written down as values and as the macros that kernel code would use for them. */
final class MacroText {
    private static final String[] SPACES = {" ", "", "\n\t", " /* , ) */ ", "  // (\n"};

    private final Random random;
    private final List<Insn> code = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();
    /** Places in the code of jumps to the end, by S16_MAX. */
    private final List<Integer> leaving = new ArrayList<>();

    MacroText(Random random) {
        this.random = random;
    }

    String source() {
        return source.toString();
    }

    /** The instructions, with the jumps to the end resolved. */
    List<Insn> code() {
        List<Insn> all = new ArrayList<>(code);
        for (int at : leaving) {
            int off = all.size() - at - 1;
            all.set(at, switch (all.get(at)) {
                case Insn.Jump j -> new Insn.Jump(j.width(), j.op(), j.dst(), j.src(), off);
                default -> new Insn.Goto(off, false);
            });
        }
        return all;
    }

    void add() {
        Width width = random.nextBoolean() ? Width.W64 : Width.W32;
        String bits = width == Width.W64 ? "64" : "32";
        int dst = random.nextInt(6);
        int src = random.nextInt(6);
        Size size = Size.values()[random.nextInt(4)];
        int off = random.nextInt(-200, 200);
        int imm = random.nextInt();
        switch (random.nextInt(14)) {
            case 0 -> alu(width, bits, dst, src);
            case 1 -> put(new Insn.Alu(width, Insn.AluOp.MOV, dst, new Operand.Reg(src)), "MOV" + bits + "_REG",
                    register(dst), register(src));
            case 2 -> put(new Insn.Alu(width, Insn.AluOp.MOV, dst, new Operand.Imm(imm)), "MOV" + bits + "_IMM",
                    register(dst), number(imm));
            case 3 -> endian(dst);
            case 4 ->
                    put(new Insn.MoveSigned(width, dst, src, 16), "MOVSX" + bits + "_REG", register(dst), register(src),
                            "16");
            case 5 -> {
                long value = random.nextLong();
                put(new Insn.LoadImm64(dst, new Imm64.Value(value)), "LD_IMM64", register(dst),
                        "0x" + Long.toHexString(value) + "ULL");
                code.add(new Insn.SecondSlot());
            }
            case 6 ->
                    put(new Insn.Load(size, false, dst, src, off), "LDX_MEM", word(size), register(dst), register(src),
                            number(off));
            case 7 -> {
                Size narrow = size == Size.DW ? Size.W : size;
                put(new Insn.Load(narrow, true, dst, src, off), "LDX_MEMSX", word(narrow), register(dst), register(src),
                        number(off));
            }
            case 8 -> put(new Insn.Store(size, dst, off, new Operand.Reg(src)), "STX_MEM", word(size), register(dst),
                    register(src), number(off));
            case 9 -> put(new Insn.Store(size, dst, off, new Operand.Imm(imm)), "ST_MEM", word(size), register(dst),
                    number(off), number(imm));
            case 10 -> atomic(dst, src, off);
            case 11 ->
                    put(new Insn.Alu(Width.W32, Insn.AluOp.MOV, dst, new Operand.Reg(dst)), "ZEXT_REG", register(dst));
            case 12 -> jump(width, dst, src, imm);
            default -> {
                leaving.add(code.size());
                put(new Insn.Goto(0, false), "JMP_A", "S16_MAX");
            }
        }
    }

    private void alu(Width width, String bits, int dst, int src) {
        Insn.AluOp[] ops = {Insn.AluOp.ADD, Insn.AluOp.SUB, Insn.AluOp.MUL, Insn.AluOp.OR, Insn.AluOp.AND,
            Insn.AluOp.XOR, Insn.AluOp.LSH, Insn.AluOp.RSH, Insn.AluOp.ARSH, Insn.AluOp.DIV, Insn.AluOp.MOD};
        Insn.AluOp op = ops[random.nextInt(ops.length)];
        if (random.nextBoolean()) {
            put(new Insn.Alu(width, op, dst, new Operand.Reg(src)), "ALU" + bits + "_REG", "BPF_" + op, register(dst),
                    register(src));
        } else {
            int imm = random.nextInt(1, 32);
            put(new Insn.Alu(width, op, dst, new Operand.Imm(imm)), "ALU" + bits + "_IMM", "BPF_" + op, register(dst),
                    number(imm));
        }
    }

    private void endian(int dst) {
        int bits = 16 << random.nextInt(3);
        switch (random.nextInt(3)) {
            case 0 -> put(new Insn.ByteOrder(Insn.Swap.BE, dst, bits), "ENDIAN",
                    random.nextBoolean() ? "BPF_TO_BE" : "BPF_FROM_BE", register(dst), number(bits));
            case 1 -> put(new Insn.ByteOrder(Insn.Swap.LE, dst, bits), "ENDIAN", "BPF_TO_LE", register(dst),
                    number(bits));
            default -> put(new Insn.ByteOrder(Insn.Swap.BSWAP, dst, bits), "BSWAP", register(dst), number(bits));
        }
    }

    private void atomic(int dst, int src, int off) {
        Size size = random.nextBoolean() ? Size.W : Size.DW;
        Insn.AtomicOp op = Insn.AtomicOp.values()[random.nextInt(Insn.AtomicOp.values().length)];
        boolean always = op == Insn.AtomicOp.XCHG || op == Insn.AtomicOp.CMPXCHG;
        boolean fetch = always || random.nextBoolean();
        put(new Insn.Atomic(size, op, fetch, dst, off, src), "ATOMIC_OP", word(size),
                "BPF_" + op + (fetch && !always ? " | BPF_FETCH" : ""), register(dst), register(src), number(off));
    }

    private void jump(Width width, int dst, int src, int imm) {
        Insn.JumpOp op = Insn.JumpOp.values()[random.nextInt(Insn.JumpOp.values().length)];
        String name = "JMP" + (width == Width.W64 ? "" : "32");
        Operand operand = random.nextBoolean() ? new Operand.Reg(src) : new Operand.Imm(imm);
        leaving.add(code.size());
        put(new Insn.Jump(width, op, dst, operand, 0), name + (operand instanceof Operand.Reg ? "_REG" : "_IMM"),
                "BPF_" + op, register(dst), operand instanceof Operand.Reg ? register(src) : number(imm), "S16_MAX");
    }

    private String register(int number) {
        return number > 0 && random.nextBoolean() ? "BPF_REG_ARG" + number : "BPF_REG_" + number;
    }

    private static String word(Size size) {
        return "BPF_" + size;
    }

    private String number(int value) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(value);
            case 1 -> "(s32)0x" + Integer.toHexString(value);
            case 2 -> "(" + (value / 3) + " + " + ((long) value - value / 3) + ")";
            default -> "(int)(" + (value & 0xffff0000L) + "U | " + (value & 0xffff) + ")";
        };
    }

    private void put(Insn insn, String macro, String... arguments) {
        code.add(insn);
        source.append("BPF_").append(macro).append('(');
        for (int i = 0; i < arguments.length; i++) {
            source.append(i == 0 ? "" : ",").append(space()).append(arguments[i]).append(space());
        }
        source.append("),").append(space());
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
