package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.problem.Place;

/** Reads the one instruction of a slot, and says precisely what is wrong with it if it is none. */
record SlotDecoder(Slot slot, Place place, int index, int lastRegister) {
    private static final int FRAME_POINTER = 10;

    SlotDecoder(Slot slot, Place place, int index) {
        this(slot, place, index, FRAME_POINTER);
    }

    boolean isLoadImm64() {
        return slot.code() == Opcode.LOAD_IMM64;
    }

    /** Every instruction that takes one slot. */
    Insn decode() {
        return switch (slot.code() & 0x07) {
            case Opcode.LD -> loadPacket();
            case Opcode.LDX -> load();
            case Opcode.ST -> store(new Operand.Imm(slot.imm()));
            case Opcode.STX -> mode() == Opcode.ATOMIC ? atomic() : store(new Operand.Reg(slot.src()));
            case Opcode.ALU -> alu(Width.W32);
            case Opcode.ALU64 -> alu(Width.W64);
            case Opcode.JMP -> jump(Width.W64);
            default -> jump(Width.W32);
        };
    }

    /** RFC 9669, section 5.4: the source register says what kind of constant it is. */
    Insn loadImm64(Slot second) {
        int dst = written("destination", slot.dst());
        zero("offset", slot.off());
        if (second.code() != 0 || second.dst() != 0 || second.src() != 0 || second.off() != 0) {
            throw new MalformedInsnException(place, index + 1,
                    "opcode 0x%02x, registers r%d and r%d, offset %d in the second slot of a 64-bit immediate load"
                            .formatted(second.code(), second.dst(), second.src(), second.off()),
                    "all of them 0");
        }
        int low = slot.imm();
        int high = second.imm();
        return new Insn.LoadImm64(dst, switch (slot.src()) {
            case 0 -> new Imm64.Value((long) high << 32 | low & 0xffff_ffffL);
            case 1 -> new Imm64.MapFd(alone(low, high));
            case 2 -> new Imm64.MapValue(low, high);
            case 3 -> new Imm64.Variable(alone(low, high));
            case 4 -> new Imm64.Code(alone(low, high));
            case 5 -> new Imm64.MapIndex(alone(low, high));
            case 6 -> new Imm64.MapIndexValue(low, high);
            default -> throw found("source field " + slot.src() + " in a 64-bit immediate load", "a kind from 0 to 6");
        });
    }

    private int alone(int low, int high) {
        if (high != 0) {
            throw new MalformedInsnException(place, index + 1, "immediate " + high + " in the second slot",
                    "0 for a 64-bit immediate load of kind " + slot.src());
        }
        return low;
    }

    private Insn loadPacket() {
        Size size = Opcode.size(slot.code());
        boolean indexed = mode() == Opcode.IND;
        if (size == Size.DW || !indexed && mode() != Opcode.ABS) {
            throw unknown();
        }
        zero("destination register", slot.dst());
        zero("offset", slot.off());
        if (!indexed) {
            zero("source register", slot.src());
        }
        return new Insn.LoadPacket(size, indexed ? register("source", slot.src()) : -1, slot.imm());
    }

    private Insn load() {
        Size size = Opcode.size(slot.code());
        boolean signed = mode() == Opcode.MEMSX;
        if (mode() != Opcode.MEM && !(signed && size != Size.DW)) {
            throw unknown();
        }
        zero("immediate", slot.imm());
        int dst = written("destination", slot.dst());
        return new Insn.Load(size, signed, dst, register("source", slot.src()), slot.off());
    }

    private Insn store(Operand value) {
        if (mode() != Opcode.MEM) {
            throw unknown();
        }
        return new Insn.Store(Opcode.size(slot.code()), register("destination", slot.dst()), slot.off(), only(value));
    }

    private Insn atomic() {
        Size size = Opcode.size(slot.code());
        if (slot.imm() == Opcode.LOAD_ACQUIRE) {
            return new Insn.LoadAcquire(size, written("destination", slot.dst()), register("source", slot.src()),
                    slot.off());
        }
        int base = register("destination", slot.dst());
        if (slot.imm() == Opcode.STORE_RELEASE) {
            return new Insn.StoreRelease(size, base, slot.off(), register("source", slot.src()));
        }
        boolean fetch = (slot.imm() & Opcode.FETCH) != 0;
        Insn.AtomicOp op = Opcode.atomic(slot.imm() & ~Opcode.FETCH)
                .filter(o -> fetch || o != Insn.AtomicOp.XCHG && o != Insn.AtomicOp.CMPXCHG)
                .orElseThrow(() -> found("atomic operation 0x%x".formatted(slot.imm()),
                        "add, or, and, xor (with or without fetch), xchg, cmpxchg, load-acquire or store-release"));
        if (size.bytes() < Size.W.bytes()) {
            throw found("an atomic operation on " + size.bits() + " bits", "32 or 64");
        }
        boolean writesSource = fetch && op != Insn.AtomicOp.CMPXCHG;
        int src = writesSource ? written("source", slot.src()) : register("source", slot.src());
        return new Insn.Atomic(size, op, fetch, base, slot.off(), src);
    }

    private Insn alu(Width width) {
        int dst = written("destination", slot.dst());
        int operation = slot.code() & 0xf0;
        if (operation == Opcode.END) {
            return byteOrder(width, dst);
        }
        if (operation == Opcode.NEG) {
            if (fromRegister()) {
                throw unknown();
            }
            zero("source register", slot.src());
            zero("offset", slot.off());
            zero("immediate", slot.imm());
            return new Insn.Neg(width, dst);
        }
        if (fromRegister() && operation == Opcode.of(Insn.AluOp.MOV) && slot.off() != 0) {
            return moveSigned(width, dst);
        }
        if (Opcode.alu(operation, 0).isEmpty()) {
            throw unknown();
        }
        Insn.AluOp op = Opcode.alu(operation, slot.off()).orElseThrow(() -> found("offset " + slot.off(),
                Opcode.alu(operation, 1).isPresent() ? "0 (unsigned) or 1 (signed)" : reserved()));
        return new Insn.Alu(width, op, dst, operand());
    }

    private Insn moveSigned(Width width, int dst) {
        int bits = slot.off();
        if (bits != 8 && bits != 16 && !(bits == 32 && width == Width.W64)) {
            throw found("offset " + bits + " in a move", width == Width.W64 ? "0, 8, 16 or 32" : "0, 8 or 16");
        }
        zero("immediate", slot.imm());
        return new Insn.MoveSigned(width, dst, register("source", slot.src()), bits);
    }

    private Insn byteOrder(Width width, int dst) {
        if (width == Width.W64 && fromRegister()) {
            throw unknown();
        }
        zero("source register", slot.src());
        zero("offset", slot.off());
        if (slot.imm() != 16 && slot.imm() != 32 && slot.imm() != 64) {
            throw found("a byte order conversion of " + slot.imm() + " bits", "16, 32 or 64");
        }
        Insn.Swap swap = width == Width.W64 ? Insn.Swap.BSWAP : fromRegister() ? Insn.Swap.BE : Insn.Swap.LE;
        return new Insn.ByteOrder(swap, dst, slot.imm());
    }

    private Insn jump(Width width) {
        return switch (slot.code()) {
            case Opcode.JMP | Opcode.JA -> {
                zero("immediate", slot.imm());
                zeroRegisters();
                yield new Insn.Goto(slot.off(), false);
            }
            case Opcode.JMP32 | Opcode.JA -> {
                zero("offset", slot.off());
                zeroRegisters();
                yield new Insn.Goto(slot.imm(), true);
            }
            case Opcode.JMP | Opcode.CALL -> call();
            case Opcode.JMP | Opcode.CALL | Opcode.X -> callRegister();
            case Opcode.JMP | Opcode.EXIT -> {
                zero("offset", slot.off());
                zero("immediate", slot.imm());
                zeroRegisters();
                yield new Insn.Exit();
            }
            default -> {
                Insn.JumpOp op = Opcode.jump(slot.code() & 0xf0).orElseThrow(this::unknown);
                yield new Insn.Jump(width, op, register("destination", slot.dst()), operand(), slot.off());
            }
        };
    }

    private Insn call() {
        zero("destination register", slot.dst());
        if (slot.src() != Opcode.CALL_KFUNC) {
            zero("offset", slot.off());
        }
        return switch (slot.src()) {
            case Opcode.CALL_HELPER -> new Insn.CallHelper(slot.imm());
            case Opcode.CALL_LOCAL -> new Insn.CallLocal(slot.imm());
            case Opcode.CALL_KFUNC -> {
                if (slot.off() < 0) {
                    throw found("module index " + slot.off() + " in the call of a kernel function", "0 or more");
                }
                yield new Insn.CallKfunc(slot.imm(), slot.off());
            }
            default -> throw found("source field " + slot.src() + " in a call",
                    "0 (helper), 1 (subprogram) or 2 (kernel function)");
        };
    }

    /** The register is in the destination field, as clang 19 and newer encode it; older ones use the immediate. */
    private Insn callRegister() {
        zero("source register", slot.src());
        zero("offset", slot.off());
        if (slot.imm() != 0) {
            throw found("immediate " + slot.imm() + " in callx", "0 and the register in the destination field");
        }
        return new Insn.CallRegister(register("destination", slot.dst()));
    }

    private int mode() {
        return slot.code() & 0xe0;
    }

    private boolean fromRegister() {
        return (slot.code() & Opcode.X) != 0;
    }

    private Operand operand() {
        return only(fromRegister() ? new Operand.Reg(slot.src()) : new Operand.Imm(slot.imm()));
    }

    /** The operand, once the field of the other kind of operand is known to be zero. */
    private Operand only(Operand operand) {
        switch (operand) {
            case Operand.Reg(int number) -> {
                register("source", number);
                zero("immediate", slot.imm());
            }
            case Operand.Imm value -> zero("source register", slot.src());
        }
        return operand;
    }

    private int register(String role, int number) {
        if (number > lastRegister) {
            throw found(role + " register r" + number, "r0 to r" + lastRegister);
        }
        return number;
    }

    private int written(String role, int number) {
        if (register(role, number) == FRAME_POINTER) {
            throw found("a write to " + role + " register r10, which is read only", "r0 to r9");
        }
        return number;
    }

    private void zeroRegisters() {
        zero("destination register", slot.dst());
        zero("source register", slot.src());
    }

    private void zero(String field, int value) {
        if (value != 0) {
            throw found(field + " " + value, reserved());
        }
    }

    private String reserved() {
        return "0 in a field that opcode 0x%02x does not use".formatted(slot.code());
    }

    private MalformedInsnException unknown() {
        return found("opcode 0x%02x".formatted(slot.code()), "an opcode that RFC 9669 defines");
    }

    private MalformedInsnException found(String what, String expected) {
        return new MalformedInsnException(place, index, what, expected);
    }
}
