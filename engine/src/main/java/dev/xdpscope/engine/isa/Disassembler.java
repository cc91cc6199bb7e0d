package dev.xdpscope.engine.isa;

/**
 * Prints instructions as the kernel and bpftool do (kernel/bpf/disasm.c and tools/bpf/bpftool/xlated_dumper.c, Linux
 * 6.12), without the opcode in front. {@link Assembler} reads all of it back.
 *
 * <p>Where the kernel prints nothing that tells an instruction from another one, the syntax goes further: {@code ll}
 * after 64-bit constants (as clang), {@code callx r1} (as clang), {@code var[id:7]} for a kernel variable, and {@code
 * module 3} after a kfunc that is in a module.
 */
public final class Disassembler {
    private Disassembler() {}

    /** The instruction without names other than those of helpers. */
    public static String text(Insn insn) {
        return text(insn, 0, InsnNames.NONE);
    }

    /**
     * The instruction on one line; empty for {@link Insn.SecondSlot}, which the text of the first slot covers.
     *
     * @param index where the instruction is, to find the subprogram that a call leads to
     */
    public static String text(Insn insn, int index, InsnNames names) {
        return switch (insn) {
            case Insn.Alu(Insn.Width width, Insn.AluOp op, int dst, Operand src) ->
                    register(width, dst) + " " + Syntax.symbol(op) + " " + decimal(width, src);
            case Insn.Neg(Insn.Width width, int dst) -> register(width, dst) + " = -" + register(width, dst);
            case Insn.MoveSigned(Insn.Width width, int dst, int src, int bits) ->
                    register(width, dst) + " = (s" + bits + ")" + register(width, src);
            case Insn.ByteOrder(Insn.Swap swap, int dst, int bits) ->
                    "r" + dst + " = " + Syntax.name(swap, bits) + " r" + dst;
            case Insn.Load(Size size, boolean signed, int dst, int base, int off) ->
                    "r" + dst + " = *" + memory(Syntax.type(size, signed), base, off);
            case Insn.Store(Size size, int base, int off, Operand src) ->
                    "*" + memory(size, base, off) + " = " + decimal(Insn.Width.W64, src);
            case Insn.Atomic atomic -> atomic(atomic);
            case Insn.LoadAcquire(Size size, int dst, int base, int off) ->
                    "r" + dst + " = load_acquire(" + memory(size, base, off) + ")";
            case Insn.StoreRelease(Size size, int base, int off, int src) ->
                    "store_release(" + memory(size, base, off) + ", r" + src + ")";
            case Insn.LoadPacket(Size size, int register, int imm) -> "r0 = *(" + Syntax.type(size, false) + " *)skb["
                    + (register == -1 ? "" : "r" + register + " + ") + imm + "]";
            case Insn.LoadImm64(int dst, Imm64 value) -> "r" + dst + " = " + constant(value, names);
            case Insn.SecondSlot second -> "";
            case Insn.Jump(Insn.Width width, Insn.JumpOp op, int dst, Operand src, int off) ->
                    "if " + register(width, dst) + " " + Syntax.symbol(op) + " " + hex(width, src)
                            + " goto pc" + signed(off);
            case Insn.Goto(int off, boolean wide) -> (wide ? "gotol pc" : "goto pc") + signed(off);
            case Insn.CallHelper(int id) -> "call " + names.helper(id).orElse("unknown") + "#" + id;
            case Insn.CallLocal(int off) -> "call pc" + signed(off) + function(index + 1 + off, names);
            case Insn.CallKfunc(int id, int module) -> "call " + names.kfunc(id).orElse("kernel-function") + "#" + id
                    + (module == 0 ? "" : " module " + module);
            case Insn.CallRegister(int reg) -> "callx r" + reg;
            case Insn.Exit exit -> "exit";
        };
    }

    private static String atomic(Insn.Atomic insn) {
        String memory = memory(insn.size(), insn.base(), insn.off());
        if (!insn.fetch()) {
            return "lock *" + memory + " " + Syntax.symbol(Syntax.assignment(insn.op())) + " r" + insn.src();
        }
        String function = Syntax.function(insn.op(), insn.size());
        return insn.op() == Insn.AtomicOp.CMPXCHG
                ? "r0 = " + function + "(" + memory + ", r0, r" + insn.src() + ")"
                : "r" + insn.src() + " = " + function + "(" + memory + ", r" + insn.src() + ")";
    }

    private static String constant(Imm64 value, InsnNames names) {
        return switch (value) {
            case Imm64.Value(long v) -> "0x" + Long.toHexString(v) + " ll";
            case Imm64.MapFd(int map) -> map(map, names);
            case Imm64.MapValue(int map, int offset) -> map(map, names) + "[0]" + signed(offset);
            case Imm64.Variable(int id) -> "var[id:" + id + "]";
            case Imm64.Code(int off) -> "subprog[" + signed(off) + "]";
            case Imm64.MapIndex(int index) -> "map[idx:" + index + "]";
            case Imm64.MapIndexValue(int index, int offset) -> "map[idx:" + index + "]" + signed(offset);
        };
    }

    private static String map(int map, InsnNames names) {
        return "map[" + names.map(map).orElse("id:" + map) + "]";
    }

    private static String function(int target, InsnNames names) {
        return names.function(target).map(name -> "#" + name).orElse("");
    }

    private static String memory(Size size, int base, int off) {
        return memory(Syntax.type(size, false), base, off);
    }

    private static String memory(String type, int base, int off) {
        return "(" + type + " *)(r" + base + " " + signed(off) + ")";
    }

    private static String decimal(Insn.Width width, Operand operand) {
        return switch (operand) {
            case Operand.Reg(int number) -> register(width, number);
            case Operand.Imm(int value) -> Integer.toString(value);
        };
    }

    private static String hex(Insn.Width width, Operand operand) {
        return switch (operand) {
            case Operand.Reg(int number) -> register(width, number);
            case Operand.Imm(int value) -> "0x" + Integer.toHexString(value);
        };
    }

    private static String register(Insn.Width width, int number) {
        return Syntax.prefix(width) + Integer.toString(number);
    }

    private static String signed(int value) {
        return value < 0 ? Integer.toString(value) : "+" + value;
    }
}
