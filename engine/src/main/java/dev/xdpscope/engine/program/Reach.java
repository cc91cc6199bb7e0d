package dev.xdpscope.engine.program;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which instructions a program can come to. Branches on constants go one way, those read from data that no one can change included:
 * as the verifier, which does not look at what is never reached, so that a program can have calls for other kernels.
 */
public final class Reach {
    private static final int REGISTERS = 11;
    private static final int FIRST_CALLEE_SAVED = 6;

    private final Program program;
    private final Map<Integer, KnownValue[]> states = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    private Reach(Program program) {
        this.program = program;
    }

    /** Indexes of the instructions, from the first of the program and of each that its tail calls enter. */
    public static BitSet of(Program program) {
        Reach reach = new Reach(program);
        program.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.MAIN
                || f.kind() == ProgramFunction.Kind.TAIL_CALLED)
                .forEach(f -> reach.join(f.start(), new KnownValue[REGISTERS]));
        while (!reach.open.isEmpty()) {
            reach.step(reach.open.remove());
        }
        BitSet reached = new BitSet();
        reach.states.keySet().forEach(reached::set);
        return reached;
    }

    /** What is known of the registers at an instruction is what is known on all ways to it. */
    private void join(int at, KnownValue[] registers) {
        if (at < 0 || at >= program.code().size()) {
            return;
        }
        KnownValue[] before = states.get(at);
        if (before == null) {
            states.put(at, registers.clone());
            open.add(at);
            return;
        }
        boolean changed = false;
        for (int i = 0; i < REGISTERS; i++) {
            if (before[i] != null && !Objects.equals(before[i], registers[i])) {
                before[i] = null;
                changed = true;
            }
        }
        if (changed) {
            open.add(at);
        }
    }

    private void step(int at) {
        KnownValue[] r = states.get(at).clone();
        switch (program.code().get(at)) {
            case Insn.Exit exit -> {
                // Where it returns to has been joined by the call.
            }
            case Insn.Goto jump -> join(at + 1 + jump.off(), r);
            case Insn.Jump jump -> branch(at, jump, r);
            case Insn.LoadImm64 load -> {
                if (load.value() instanceof Imm64.Code(int off)) {
                    join(at + 1 + off, new KnownValue[REGISTERS]);
                }
                r[load.dst()] = KnownValue.of(load.value());
                join(at + 2, r);
            }
            case Insn.CallLocal call -> {
                KnownValue[] callee = new KnownValue[REGISTERS];
                System.arraycopy(r, 1, callee, 1, FIRST_CALLEE_SAVED - 1);
                join(at + 1 + call.off(), callee);
                called(at, r);
            }
            case Insn.CallHelper call -> called(at, r);
            case Insn.CallKfunc call -> called(at, r);
            case Insn.CallRegister call -> called(at, r);
            case Insn insn -> {
                change(insn, r);
                join(at + 1, r);
            }
        }
    }

    private void called(int at, KnownValue[] r) {
        Arrays.fill(r, 0, FIRST_CALLEE_SAVED, null);
        join(at + 1, r);
    }

    private void branch(int at, Insn.Jump jump, KnownValue[] r) {
        Boolean taken = KnownValue.holds(jump.width(), jump.op(), r[jump.dst()], operand(jump.src(), r));
        if (taken == null || taken) {
            join(at + 1 + jump.off(), r);
        }
        if (taken == null || !taken) {
            join(at + 1, r);
        }
    }

    private static KnownValue operand(Operand operand, KnownValue[] r) {
        return switch (operand) {
            case Operand.Reg(int number) -> r[number];
            case Operand.Imm(int value) -> new KnownValue.Number(value);
        };
    }

    private void change(Insn insn, KnownValue[] r) {
        switch (insn) {
            case Insn.Alu alu ->
                    r[alu.dst()] = KnownValue.result(alu.width(), alu.op(), r[alu.dst()], operand(alu.src(), r));
            case Insn.Load load -> r[load.dst()] = constant(load, r[load.base()]);
            case Insn.Neg neg -> r[neg.dst()] = null;
            case Insn.MoveSigned move -> r[move.dst()] = null;
            case Insn.ByteOrder order -> r[order.dst()] = null;
            case Insn.LoadAcquire load -> r[load.dst()] = null;
            case Insn.LoadPacket load -> Arrays.fill(r, 0, FIRST_CALLEE_SAVED, null);
            case Insn.Atomic atomic -> {
                r[atomic.src()] = atomic.fetch() ? null : r[atomic.src()];
                r[0] = atomic.op() == Insn.AtomicOp.CMPXCHG ? null : r[0];
            }
            default -> {
                // Stores change no register.
            }
        }
    }

    private KnownValue constant(Insn.Load load, KnownValue base) {
        List<MapSpec> maps = program.maps();
        if (base instanceof KnownValue.Place(int map, int offset) && map < maps.size()
                && (maps.get(map).flags() & MapSpec.RDONLY_PROG) != 0 && maps.get(map).initial().isPresent()) {
            return KnownValue.read(maps.get(map).initial().get(), offset + load.off(), load.size().bytes(),
                    load.signed());
        }
        return null;
    }
}
