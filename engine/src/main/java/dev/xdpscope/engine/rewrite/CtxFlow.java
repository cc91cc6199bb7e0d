package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where the context pointer is: a forward data flow over registers and 8-byte stack slots, from r1 at the program's entry
 * through moves, spills, fills and calls of subprograms.
 */
final class CtxFlow {
    /** What a register or slot may hold. */
    enum Holds {
        OTHER,
        CONTEXT,
        /** The context plus an offset. */
        MODIFIED,
        /** The context on one path and something else on another. */
        MIXED
    }

    private static final int SLOTS = 64;
    private static final int FRAME_POINTER = 10;

    private final Program program;
    /** State before each instruction: r0–r9, then stack slots from r10-8 downwards; null where unreached. */
    private final Holds[][] before;

    private final Deque<Integer> work = new ArrayDeque<>();

    private CtxFlow(Program program) {
        this.program = program;
        this.before = new Holds[program.code().size()][];
    }

    static CtxFlow of(Program program) {
        CtxFlow flow = new CtxFlow(program);
        Holds[] entry = nothing();
        entry[1] = Holds.CONTEXT;
        flow.reach(0, entry);
        while (!flow.work.isEmpty()) {
            flow.visit(flow.work.remove());
        }
        return flow;
    }

    /** What the base register of the memory access at {@code insn} holds; OTHER if it is no access or never reached. */
    Holds base(int insn) {
        Holds[] state = before[insn];
        if (state == null) {
            return Holds.OTHER;
        }
        OptionalInt base = base(program.code().get(insn));
        return base.isPresent() ? held(state, base.getAsInt()) : Holds.OTHER;
    }

    /** The base register of a memory access; empty for any other instruction. */
    static OptionalInt base(Insn insn) {
        return switch (insn) {
            case Insn.Load l -> OptionalInt.of(l.base());
            case Insn.Store s -> OptionalInt.of(s.base());
            case Insn.Atomic a -> OptionalInt.of(a.base());
            case Insn.LoadAcquire l -> OptionalInt.of(l.base());
            case Insn.StoreRelease s -> OptionalInt.of(s.base());
            default -> OptionalInt.empty();
        };
    }

    private static Holds held(Holds[] state, int register) {
        return register == FRAME_POINTER ? Holds.OTHER : state[register];
    }

    private static Holds[] nothing() {
        Holds[] state = new Holds[10 + SLOTS];
        Arrays.fill(state, Holds.OTHER);
        return state;
    }

    private void reach(int at, Holds[] state) {
        if (at < 0 || at >= before.length) {
            return;
        }
        if (before[at] == null) {
            before[at] = state.clone();
            work.add(at);
            return;
        }
        boolean changed = false;
        for (int i = 0; i < state.length; i++) {
            Holds merged = merge(before[at][i], state[i]);
            changed |= merged != before[at][i];
            before[at][i] = merged;
        }
        if (changed) {
            work.add(at);
        }
    }

    private static Holds merge(Holds a, Holds b) {
        return a == b ? a : Holds.MIXED;
    }

    private void visit(int at) {
        Insn insn = program.code().get(at);
        Holds[] state = before[at].clone();
        if (insn instanceof Insn.CallLocal call) {
            enter(at + 1 + call.off(), state);
        }
        if (insn instanceof Insn.LoadImm64 load && load.value() instanceof Imm64.Code code) {
            // A callback gets pointers of its own, never the context in r1.
            reach(at + 1 + code.off(), nothing());
        }
        transfer(insn, at, state);
        switch (insn) {
            case Insn.Exit e -> {}
            case Insn.Goto g -> reach(at + 1 + g.off(), state);
            case Insn.Jump j -> {
                reach(at + 1, state);
                reach(at + 1 + j.off(), state);
            }
            case Insn.LoadImm64 l -> reach(at + 2, state);
            default -> reach(at + 1, state);
        }
    }

    /** A subprogram sees the arguments and an empty frame. */
    private void enter(int entry, Holds[] caller) {
        Holds[] state = nothing();
        System.arraycopy(caller, 1, state, 1, 5);
        reach(entry, state);
    }

    private void transfer(Insn insn, int at, Holds[] state) {
        Set<Integer> written = Registers.written(insn);
        boolean ours = !program.origins().get(at).kernelCode();
        Holds result = ours ? result(insn, state) : Holds.OTHER;
        written.forEach(r -> state[r] = result);
        if (Registers.isCall(insn)) {
            Arrays.fill(state, 0, 6, Holds.OTHER);
        }
        if (ours) {
            spill(insn, state);
        }
    }

    private Holds result(Insn insn, Holds[] state) {
        return switch (insn) {
            case Insn.Alu a when a.op() == Insn.AluOp.MOV && a.src() instanceof Operand.Reg r ->
                    a.width() == Insn.Width.W64 ? held(state, r.number()) : Holds.OTHER;
            case Insn.Alu a when a.op() != Insn.AluOp.MOV -> computed(a, state);
            case Insn.Load l when l.base() == FRAME_POINTER && l.size() == Size.DW && slot(l.off()) >= 0 ->
                    state[slot(l.off())];
            default -> Holds.OTHER;
        };
    }

    /** Arithmetic on a context pointer gives a modified one, except that clang may add 0. */
    private static Holds computed(Insn.Alu a, Holds[] state) {
        boolean same = a.src() instanceof Operand.Imm imm && imm.value() == 0 && a.op() == Insn.AluOp.ADD;
        if (same && a.width() == Insn.Width.W64) {
            return held(state, a.dst());
        }
        boolean pointer = held(state, a.dst()) != Holds.OTHER
                || a.src() instanceof Operand.Reg r && held(state, r.number()) != Holds.OTHER;
        return pointer ? Holds.MODIFIED : Holds.OTHER;
    }

    private static void spill(Insn insn, Holds[] state) {
        if (insn instanceof Insn.Store s && s.base() == FRAME_POINTER) {
            int last = s.off() + s.size().bytes() - 1;
            for (int off : List.of(s.off(), last)) {
                if (slot(off & ~7) >= 0) {
                    state[slot(off & ~7)] = Holds.OTHER;
                }
            }
            if (s.size() == Size.DW && slot(s.off()) >= 0 && s.src() instanceof Operand.Reg r) {
                state[slot(s.off())] = held(state, r.number());
            }
        }
    }

    /** Index of the stack slot at r10 + {@code off}, or -1 if that is not an aligned slot of the frame. */
    private static int slot(int off) {
        return off % 8 == 0 && off < 0 && off >= -8 * SLOTS ? 10 + off / -8 - 1 : -1;
    }
}
