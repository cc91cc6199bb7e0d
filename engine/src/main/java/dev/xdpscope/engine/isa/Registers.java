package dev.xdpscope.engine.isa;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which registers an instruction reads and writes. */
public final class Registers {
    private static final Set<Integer> ARGUMENTS = Set.of(1, 2, 3, 4, 5);
    private static final Set<Integer> CALL_RESULT = Set.of(0);

    private Registers() {}

    /**
     * Registers whose value the instruction uses. A call uses r1 to r5, though the callee may look at fewer; exit uses r0.
     */
    public static Set<Integer> read(Insn insn) {
        return switch (insn) {
            case Insn.Alu a when a.op() == Insn.AluOp.MOV -> of(a.src());
            case Insn.Alu a -> and(a.dst(), a.src());
            case Insn.Neg n -> Set.of(n.dst());
            case Insn.MoveSigned m -> Set.of(m.src());
            case Insn.ByteOrder b -> Set.of(b.dst());
            case Insn.Load l -> Set.of(l.base());
            case Insn.Store s -> and(s.base(), s.src());
            case Insn.Atomic a when a.op() == Insn.AtomicOp.CMPXCHG -> set(0, a.base(), a.src());
            case Insn.Atomic a -> set(a.base(), a.src());
            case Insn.LoadAcquire l -> Set.of(l.base());
            case Insn.StoreRelease s -> set(s.base(), s.src());
            case Insn.LoadPacket l -> l.index() < 0 ? Set.of(6) : set(6, l.index());
            case Insn.LoadImm64 l -> Set.of();
            case Insn.SecondSlot s -> Set.of();
            case Insn.Jump j -> and(j.dst(), j.src());
            case Insn.Goto g -> Set.of();
            case Insn.CallHelper c -> ARGUMENTS;
            case Insn.CallLocal c -> ARGUMENTS;
            case Insn.CallKfunc c -> ARGUMENTS;
            case Insn.CallRegister c -> set(c.reg(), 1, 2, 3, 4, 5);
            case Insn.Exit e -> CALL_RESULT;
        };
    }

    /** Registers the instruction gives a value. A call gives r0; it also leaves r1 to r5 without a defined value. */
    public static Set<Integer> written(Insn insn) {
        return switch (insn) {
            case Insn.Alu a -> Set.of(a.dst());
            case Insn.Neg n -> Set.of(n.dst());
            case Insn.MoveSigned m -> Set.of(m.dst());
            case Insn.ByteOrder b -> Set.of(b.dst());
            case Insn.Load l -> Set.of(l.dst());
            case Insn.Atomic a when a.op() == Insn.AtomicOp.CMPXCHG -> CALL_RESULT;
            case Insn.Atomic a when a.fetch() || a.op() == Insn.AtomicOp.XCHG -> Set.of(a.src());
            case Insn.LoadAcquire l -> Set.of(l.dst());
            case Insn.LoadPacket l -> CALL_RESULT;
            case Insn.LoadImm64 l -> Set.of(l.dst());
            case Insn.CallHelper c -> CALL_RESULT;
            case Insn.CallLocal c -> CALL_RESULT;
            case Insn.CallKfunc c -> CALL_RESULT;
            case Insn.CallRegister c -> CALL_RESULT;
            case Insn.Atomic a -> Set.of();
            case Insn.Store s -> Set.of();
            case Insn.StoreRelease s -> Set.of();
            case Insn.SecondSlot s -> Set.of();
            case Insn.Jump j -> Set.of();
            case Insn.Goto g -> Set.of();
            case Insn.Exit e -> Set.of();
        };
    }

    /** Whether the instruction is a call of any kind. */
    public static boolean isCall(Insn insn) {
        return insn instanceof Insn.CallHelper || insn instanceof Insn.CallLocal || insn instanceof Insn.CallKfunc
                || insn instanceof Insn.CallRegister;
    }

    private static Set<Integer> of(Operand operand) {
        return operand instanceof Operand.Reg r ? Set.of(r.number()) : Set.of();
    }

    private static Set<Integer> and(int register, Operand operand) {
        return operand instanceof Operand.Reg r ? set(register, r.number()) : Set.of(register);
    }

    private static Set<Integer> set(int... registers) {
        Set<Integer> all = new LinkedHashSet<>();
        for (int r : registers) {
            all.add(r);
        }
        return all;
    }
}
