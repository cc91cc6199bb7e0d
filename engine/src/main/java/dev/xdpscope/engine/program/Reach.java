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
    private final Map<Integer, Known[]> states = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    private Reach(Program program) {
        this.program = program;
    }

    /** Indexes of the instructions, from the first of the program and of each that its tail calls enter. */
    public static BitSet of(Program program) {
        Reach reach = new Reach(program);
        program.functions().stream().filter(f -> f.kind() == Function.Kind.MAIN
                || f.kind() == Function.Kind.TAIL_CALLED).forEach(f -> reach.join(f.start(), new Known[REGISTERS]));
        while (!reach.open.isEmpty()) {
            reach.step(reach.open.remove());
        }
        BitSet reached = new BitSet();
        reach.states.keySet().forEach(reached::set);
        return reached;
    }

    /** What is known of the registers at an instruction is what is known on all ways to it. */
    private void join(int at, Known[] registers) {
        if (at < 0 || at >= program.code().size()) {
            return;
        }
        Known[] before = states.get(at);
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
        Known[] r = states.get(at).clone();
        switch (program.code().get(at)) {
            case Insn.Exit exit -> {
                // Where it returns to has been joined by the call.
            }
            case Insn.Goto jump -> join(at + 1 + jump.off(), r);
            case Insn.Jump jump -> branch(at, jump, r);
            case Insn.LoadImm64 load -> {
                if (load.value() instanceof Imm64.Code(int off)) {
                    join(at + 1 + off, new Known[REGISTERS]);
                }
                r[load.dst()] = Known.of(load.value());
                join(at + 2, r);
            }
            case Insn.CallLocal call -> {
                Known[] callee = new Known[REGISTERS];
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

    private void called(int at, Known[] r) {
        Arrays.fill(r, 0, FIRST_CALLEE_SAVED, null);
        join(at + 1, r);
    }

    private void branch(int at, Insn.Jump jump, Known[] r) {
        Boolean taken = Known.holds(jump.width(), jump.op(), r[jump.dst()], operand(jump.src(), r));
        if (taken == null || taken) {
            join(at + 1 + jump.off(), r);
        }
        if (taken == null || !taken) {
            join(at + 1, r);
        }
    }

    private static Known operand(Operand operand, Known[] r) {
        return switch (operand) {
            case Operand.Reg(int number) -> r[number];
            case Operand.Imm(int value) -> new Known.Number(value);
        };
    }

    private void change(Insn insn, Known[] r) {
        switch (insn) {
            case Insn.Alu alu ->
                    r[alu.dst()] = Known.result(alu.width(), alu.op(), r[alu.dst()], operand(alu.src(), r));
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

    private Known constant(Insn.Load load, Known base) {
        List<MapSpec> maps = program.maps();
        if (base instanceof Known.Place(int map, int offset) && map < maps.size()
                && (maps.get(map).flags() & MapSpec.RDONLY_PROG) != 0 && maps.get(map).initial().isPresent()) {
            return Known.read(maps.get(map).initial().get(), offset + load.off(), load.size().bytes(), load.signed());
        }
        return null;
    }
}
