package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.problem.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes instructions in their 8-byte little-endian form (RFC 9669): the exact inverse of {@link Decoder}. */
public final class Encoder {
    private Encoder() {}

    /**
     * The bytes of {@code code}, 8 per element. Jump targets are not looked at, as in {@link Decoder#decodeUnchecked}.
     *
     * @param code one element per slot
     * @throws MalformedInsnException for an instruction that has no encoding, for example with a register above 10 or
     *     an offset that does not fit 16 bits
     */
    public static byte[] encode(List<Insn> code) {
        int bytes = Math.multiplyExact(code.size(), Slot.BYTES);
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < code.size(); i++) {
            fitting(i, slot(code, i)).write(out);
        }
        checkInverse(code, Decoder.decodeUnchecked(out.array(), Place.NOWHERE));
        return out.array();
    }

    /** The decoder is the judge of what is valid; what it reads differently has no encoding. */
    private static void checkInverse(List<Insn> code, List<Insn> decoded) {
        for (int i = 0; i < code.size(); i++) {
            if (!code.get(i).equals(decoded.get(i))) {
                throw new MalformedInsnException(Place.NOWHERE, i, code.get(i).toString(),
                        "an instruction that can be encoded");
            }
        }
    }

    private static Slot fitting(int index, Slot slot) {
        if ((slot.dst() & ~0xf) != 0 || (slot.src() & ~0xf) != 0) {
            throw new MalformedInsnException(Place.NOWHERE, index,
                    "registers r" + slot.dst() + " and r" + slot.src(), "r0 to r10");
        }
        if (slot.off() != (short) slot.off()) {
            throw new MalformedInsnException(Place.NOWHERE, index, "offset " + slot.off(), "-32768 to 32767");
        }
        return slot;
    }

    private static Slot slot(List<Insn> code, int index) {
        return switch (code.get(index)) {
            case Insn.Alu(Width width, Insn.AluOp op, int dst, Operand src) ->
                    with(src, alu(width) | Opcode.of(op), dst, Opcode.off(op));
            case Insn.Neg(Width width, int dst) -> new Slot(alu(width) | Opcode.NEG, dst, 0, 0, 0);
            case Insn.MoveSigned(Width width, int dst, int src, int bits) ->
                    new Slot(alu(width) | Opcode.of(Insn.AluOp.MOV) | Opcode.X, dst, src, bits, 0);
            case Insn.ByteOrder(Insn.Swap swap, int dst, int bits) ->
                    new Slot(Opcode.END | swap(swap), dst, 0, 0, bits);
            case Insn.Load(Size size, boolean signed, int dst, int base, int off) -> new Slot(
                    Opcode.LDX | (signed ? Opcode.MEMSX : Opcode.MEM) | Opcode.of(size), dst, base, off, 0);
            case Insn.Store(Size size, int base, int off, Operand.Imm(int value)) ->
                    new Slot(Opcode.ST | Opcode.MEM | Opcode.of(size), base, 0, off, value);
            case Insn.Store(Size size, int base, int off, Operand.Reg(int src)) ->
                    new Slot(Opcode.STX | Opcode.MEM | Opcode.of(size), base, src, off, 0);
            case Insn.Atomic(Size size, Insn.AtomicOp op, boolean fetch, int base, int off, int src) ->
                    new Slot(atomic(size), base, src, off, Opcode.of(op) | (fetch ? Opcode.FETCH : 0));
            case Insn.LoadAcquire(Size size, int dst, int base, int off) ->
                    new Slot(atomic(size), dst, base, off, Opcode.LOAD_ACQUIRE);
            case Insn.StoreRelease(Size size, int base, int off, int src) ->
                    new Slot(atomic(size), base, src, off, Opcode.STORE_RELEASE);
            case Insn.LoadPacket(Size size, int register, int imm) -> register == -1
                    ? new Slot(Opcode.LD | Opcode.ABS | Opcode.of(size), 0, 0, 0, imm)
                    : new Slot(Opcode.LD | Opcode.IND | Opcode.of(size), 0, register, 0, imm);
            case Insn.LoadImm64(int dst, Imm64 value) -> new Slot(Opcode.LOAD_IMM64, dst, kind(value), 0, low(value));
            case Insn.SecondSlot second -> new Slot(0, 0, 0, 0, high(code, index));
            case Insn.Jump(Width width, Insn.JumpOp op, int dst, Operand src, int off) ->
                    with(src, (width == Width.W64 ? Opcode.JMP : Opcode.JMP32) | Opcode.of(op), dst, off);
            case Insn.Goto(int off, boolean wide) -> wide
                    ? new Slot(Opcode.JMP32 | Opcode.JA, 0, 0, 0, off)
                    : new Slot(Opcode.JMP | Opcode.JA, 0, 0, off, 0);
            case Insn.CallHelper(int id) -> new Slot(Opcode.JMP | Opcode.CALL, 0, 0, 0, id);
            case Insn.CallLocal(int off) -> new Slot(Opcode.JMP | Opcode.CALL, 0, Opcode.CALL_LOCAL, 0, off);
            case Insn.CallKfunc(int id, int module) ->
                    new Slot(Opcode.JMP | Opcode.CALL, 0, Opcode.CALL_KFUNC, module, id);
            case Insn.CallRegister(int reg) -> new Slot(Opcode.JMP | Opcode.CALL | Opcode.X, reg, 0, 0, 0);
            case Insn.Exit exit -> new Slot(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
        };
    }

    private static Slot with(Operand src, int code, int dst, int off) {
        return switch (src) {
            case Operand.Reg(int number) -> new Slot(code | Opcode.X, dst, number, off, 0);
            case Operand.Imm(int value) -> new Slot(code, dst, 0, off, value);
        };
    }

    private static int alu(Width width) {
        return width == Width.W64 ? Opcode.ALU64 : Opcode.ALU;
    }

    private static int atomic(Size size) {
        return Opcode.STX | Opcode.ATOMIC | Opcode.of(size);
    }

    private static int swap(Insn.Swap swap) {
        return switch (swap) {
            case LE -> Opcode.ALU;
            case BE -> Opcode.ALU | Opcode.X;
            case BSWAP -> Opcode.ALU64;
        };
    }

    private static int kind(Imm64 value) {
        return switch (value) {
            case Imm64.Value v -> 0;
            case Imm64.MapFd v -> 1;
            case Imm64.MapValue v -> 2;
            case Imm64.Variable v -> 3;
            case Imm64.Code v -> 4;
            case Imm64.MapIndex v -> 5;
            case Imm64.MapIndexValue v -> 6;
        };
    }

    private static int low(Imm64 value) {
        return switch (value) {
            case Imm64.Value(long v) -> (int) v;
            case Imm64.MapFd(int map) -> map;
            case Imm64.MapValue(int map, int offset) -> map;
            case Imm64.Variable(int id) -> id;
            case Imm64.Code(int off) -> off;
            case Imm64.MapIndex(int index) -> index;
            case Imm64.MapIndexValue(int index, int offset) -> index;
        };
    }

    private static int high(List<Insn> code, int index) {
        if (index == 0 || !(code.get(index - 1) instanceof Insn.LoadImm64(int dst, Imm64 value))) {
            throw new MalformedInsnException(Place.NOWHERE, index, "a second slot without a first",
                    "a 64-bit immediate load before it");
        }
        return switch (value) {
            case Imm64.Value(long v) -> (int) (v >>> 32);
            case Imm64.MapValue(int map, int offset) -> offset;
            case Imm64.MapIndexValue(int map, int offset) -> offset;
            default -> 0;
        };
    }
}
