package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.RegisterChange;
import dev.xdpscope.engine.record.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One value that a step made, and what it made it of: what the walks in both directions know of an instruction. Data only, not
 * the pointers that lead to it. What entering and leaving a function does to registers is the walks' own matter.
 *
 * @param to what holds the value after the step
 * @param registers whose values before the step went into it
 * @param bytes whose values before the step went into it
 * @param copy whether {@code bytes} is one range as long as {@code to}, and each byte went into the one at its place
 * @param source what the step itself put in: a constant, a helper's doing
 */
record Flow(Location to, Set<Integer> registers, List<Location.Bytes> bytes, boolean copy,
        Optional<ValueSource> source) {

    /** What a value is made of, whatever holds it then. */
    private record Parts(Set<Integer> registers, List<Location.Bytes> bytes, Optional<ValueSource> source) {
        static Parts of(ValueSource source) {
            return new Parts(Set.of(), List.of(), Optional.of(source));
        }

        static Parts of(int register) {
            return new Parts(Set.of(register), List.of(), Optional.empty());
        }

        static Parts of(List<Location.Bytes> bytes) {
            return new Parts(Set.of(), bytes, Optional.empty());
        }

        Flow to(Location to) {
            return new Flow(to, registers, bytes, false, source);
        }
    }

    /**
     * The values that a step made, in the order in which it did: a later one hides an earlier one in the same place.
     *
     * @param program the program as run
     * @param step one that neither enters nor leaves a function
     */
    static List<Flow> of(Program program, Step step) {
        if (step.insn() >= program.code().size()) {
            // Running past the end of the program is a step too, of no instruction.
            return List.of();
        }
        Insn insn = program.code().get(step.insn());
        List<Flow> flows = new ArrayList<>();
        for (MemoryAccess access : step.accesses()) {
            if (access.write()) {
                flows.add(stored(program, insn, step, access));
            }
        }
        for (RegisterChange change : step.registers()) {
            flows.add(loaded(program, insn, step, change).to(new Location.Register(change.register())));
        }
        return flows;
    }

    private static Flow stored(Program program, Insn insn, Step step, MemoryAccess write) {
        Location to = bytes(write);
        return switch (insn) {
            case Insn.CallHelper c -> called(program, insn, step, write);
            case Insn.CallKfunc c -> called(program, insn, step, write);
            case Insn.Store s when s.src() instanceof Operand.Imm imm ->
                    Parts.of(new ValueSource.Constant(step.insn(), imm.value())).to(to);
            case Insn.Store s -> Parts.of(((Operand.Reg) s.src()).number()).to(to);
            case Insn.StoreRelease s -> Parts.of(s.src()).to(to);
            case Insn.Atomic a when a.op() == Insn.AtomicOp.XCHG -> Parts.of(a.src()).to(to);
            case Insn.Atomic a -> new Parts(Set.of(a.src()), reads(step), Optional.empty()).to(to);
            default -> read(insn).to(to);
        };
    }

    /**
     * What a helper or native kfunc wrote is a copy of what it read last in the same length, if that has the same bytes.
     * Otherwise, like its result, it may depend on all that was read, and on the helper itself.
     */
    private static Flow called(Program program, Insn insn, Step step, MemoryAccess write) {
        Location to = bytes(write);
        return step.accesses().subList(0, step.accesses().indexOf(write)).reversed().stream()
                .filter(a -> !a.write() && a.size() == write.size()).findFirst()
                .filter(a -> Arrays.equals(a.before(), write.after()))
                .map(a -> new Flow(to, Set.of(), List.of(bytes(a)), true, Optional.empty()))
                .orElseGet(() -> result(program, insn, step).to(to));
    }

    private static Parts result(Program program, Insn insn, Step step) {
        String name = insn instanceof Insn.CallHelper h
                ? HelperNames.name(h.id()).orElse("helper " + h.id())
                : program.kfuncs().get(((Insn.CallKfunc) insn).id()).name();
        return new Parts(Set.of(), reads(step), Optional.of(new ValueSource.Call(step.insn(), name)));
    }

    private static Parts loaded(Program program, Insn insn, Step step, RegisterChange change) {
        return switch (insn) {
            case Insn.CallHelper c -> result(program, insn, step);
            case Insn.CallKfunc c -> result(program, insn, step);
            case Insn.LoadImm64 l -> Parts.of(new ValueSource.Constant(step.insn(), change.after()));
            case Insn.Alu a when a.op() == Insn.AluOp.MOV && a.src() instanceof Operand.Imm ->
                    Parts.of(new ValueSource.Constant(step.insn(), change.after()));
            case Insn.Load l -> Parts.of(reads(step));
            case Insn.LoadAcquire l -> Parts.of(reads(step));
            case Insn.Atomic a -> Parts.of(reads(step));
            case Insn.LoadPacket l -> packet(step);
            default -> read(insn);
        };
    }

    /** The first two reads of a legacy packet load are pointers in the context; out of bounds it gives 0. */
    private static Parts packet(Step step) {
        List<Location.Bytes> reads = reads(step);
        return reads.size() > 2 ? Parts.of(List.of(reads.get(2))) : Parts.of(new ValueSource.Constant(step.insn(), 0));
    }

    private static Parts read(Insn insn) {
        return new Parts(Registers.read(insn), List.of(), Optional.empty());
    }

    private static List<Location.Bytes> reads(Step step) {
        return step.accesses().stream().filter(a -> !a.write()).map(Flow::bytes).toList();
    }

    private static Location.Bytes bytes(MemoryAccess access) {
        return new Location.Bytes(access.address(), access.size());
    }
}
