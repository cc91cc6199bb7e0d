package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.Optional;

/** Puts a CO-RE number into an instruction. */
public final class CorePatch {
    /** What libbpf puts in place of an instruction that cannot be resolved: a call of a helper that does not exist. */
    public static final Insn POISON = new Insn.CallHelper(195_896_080);

    private CorePatch() {}

    /**
     * The instruction with the number in it; {@link #POISON} if the target lacks what it accesses.
     *
     * @param place of the instruction
     * @throws ProblemException if the instruction has no place for the number or does not hold what was compiled
     */
    public static Insn apply(Insn insn, CoreNumber number, Place place) {
        if (!number.found()) {
            return POISON;
        }
        return switch (insn) {
            case Insn.Alu(var width, var op, var dst, Operand.Imm(int imm)) -> {
                check(number.before() == imm, imm, number, place);
                yield new Insn.Alu(width, op, dst, new Operand.Imm((int) number.after()));
            }
            case Insn.LoadImm64(int dst, Imm64.Value(long value)) -> {
                check(number.before() == value, value, number, place);
                yield new Insn.LoadImm64(dst, new Imm64.Value(number.after()));
            }
            case Insn.Load l -> access(l.off(), l.size(), number, place,
                    (off, size) -> new Insn.Load(size, l.signed(), l.dst(), l.base(), off));
            case Insn.Store s -> access(s.off(), s.size(), number, place,
                    (off, size) -> new Insn.Store(size, s.base(), off, s.src()));
            case Insn.Atomic a -> access(a.off(), a.size(), number, place,
                    (off, size) -> new Insn.Atomic(size, a.op(), a.fetch(), a.base(), off, a.src()));
            default -> throw new ProblemException(place, "the CO-RE relocation \"" + number.what()
                    + "\" is at an instruction that has no place for a number", "Compile the object again.");
        };
    }

    /** The number that a CO-RE record means in an instruction it can be applied to. */
    public static long held(Insn insn) {
        return switch (insn) {
            case Insn.Alu(var width, var op, var dst, Operand.Imm(int imm)) -> imm;
            case Insn.LoadImm64(int dst, Imm64.Value(long value)) -> value;
            case Insn.Load l -> l.off();
            case Insn.Store s -> s.off();
            case Insn.Atomic a -> a.off();
            default -> 0;
        };
    }

    /** Makes the instruction anew with another offset and size. */
    private interface Rebuild {
        Insn with(int off, Size size);
    }

    private static Insn access(int off, Size size, CoreNumber number, Place place, Rebuild rebuild) {
        check(number.before() == off, off, number, place);
        if (number.after() < 0 || number.after() > Short.MAX_VALUE) {
            throw new ProblemException(place, "the " + number.what() + " is " + number.after()
                    + " in the target, too large for a memory access", "Check the target's types.");
        }
        if (!number.resizable()) {
            return POISON;
        }
        if (number.sizeBefore() == number.sizeAfter()) {
            return rebuild.with((int) number.after(), size);
        }
        Optional<Size> wanted = size(number.sizeAfter());
        if (size.bytes() != number.sizeBefore() || wanted.isEmpty()) {
            throw new ProblemException(place, "the " + number.what() + " is accessed with " + size.bytes()
                    + " bytes but has " + number.sizeBefore() + " in the object and " + number.sizeAfter()
                    + " in the target", "Read the whole field with BPF_CORE_READ.");
        }
        return rebuild.with((int) number.after(), wanted.get());
    }

    private static void check(boolean holds, long value, CoreNumber number, Place place) {
        if (number.certain() && !holds) {
            throw new ProblemException(place, "the instruction holds " + value + " where the " + number.what() + ", "
                    + number.before() + ", was compiled in", "Compile the object again.");
        }
    }

    private static Optional<Size> size(int bytes) {
        for (Size size : Size.values()) {
            if (size.bytes() == bytes) {
                return Optional.of(size);
            }
        }
        return Optional.empty();
    }
}
