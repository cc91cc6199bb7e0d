package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the context pointer is: a forward data flow over registers and 8-byte stack slots, from r1 at the program's entry
 * and that of every tail-called program through moves, spills and fills. Subprograms are followed from each call on its own, as the verifier does, so that one
 * can reach the context through the address of its caller's stack.
 */
final class CtxFlow {
    /** Visits of instructions times frames in reach; the verifier stops at a million visits. */
    private static final int MOST_WORK = 1_000_000;

    /** A subprogram's entry and what is known there. */
    private static final int LAST_SCRATCH = 5;

    private record Call(int entry, CtxState state) {}

    private final Program program;
    /** What the base register of each memory access holds; null where unreached. */
    private final CtxValue.Kind[] bases;

    /** What calls leave, empty if they do not return; as long as one is being followed, what it began with. */
    private final Map<Call, Optional<CtxState>> left = new HashMap<>();
    private int work;

    private CtxFlow(Program program) {
        this.program = program;
        this.bases = new CtxValue.Kind[program.code().size()];
    }

    /**
     * @throws ProblemException if the program calls subprograms on too many ways
     */
    static CtxFlow of(Program program) {
        CtxFlow flow = new CtxFlow(program);
        CtxState entry = CtxState.unknown();
        entry.register(1, CtxValue.Kind.CONTEXT);
        flow.follow(new Call(0, entry), 1);
        program.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.TAIL_CALLED)
                .forEach(f -> flow.follow(new Call(f.start(), entry), 1));
        return flow;
    }

    /** What the base register of the memory access at {@code insn} holds; OTHER if it is no access or never reached. */
    CtxValue.Kind base(int insn) {
        return bases[insn] == null ? CtxValue.Kind.OTHER : bases[insn];
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

    /** Follows a function through all of its instructions; what it leaves, if it returns. */
    private Optional<CtxState> follow(Call call, int depth) {
        Optional<CtxState> known = left.putIfAbsent(call, Optional.of(call.state()));
        if (known != null) {
            return known;
        }
        Map<Integer, CtxState> before = new HashMap<>();
        Deque<Integer> todo = new ArrayDeque<>();
        reach(call.entry(), call.state(), before, todo);
        CtxState exit = null;
        while (!todo.isEmpty()) {
            int at = todo.remove();
            CtxState state = before.get(at).copy();
            Insn insn = program.code().get(at);
            if (insn instanceof Insn.Exit) {
                if (exit == null) {
                    exit = state;
                } else {
                    exit.merge(state);
                }
            } else if (visit(insn, at, state, depth)) {
                for (int next : next(insn, at)) {
                    reach(next, state, before, todo);
                }
            }
        }
        Optional<CtxState> result = Optional.ofNullable(exit);
        left.put(call, result);
        return result;
    }

    private void reach(int at, CtxState state, Map<Integer, CtxState> before, Deque<Integer> todo) {
        if (at < 0 || at >= bases.length) {
            return;
        }
        CtxState known = before.putIfAbsent(at, state.copy());
        if (known == null || known.merge(state)) {
            todo.add(at);
        }
    }

    private static int[] next(Insn insn, int at) {
        return switch (insn) {
            case Insn.Goto g -> new int[]{at + 1 + g.off()};
            case Insn.Jump j -> new int[]{at + 1, at + 1 + j.off()};
            case Insn.LoadImm64 l -> new int[]{at + 2};
            default -> new int[]{at + 1};
        };
    }

    /** Turns {@code state} before an instruction into that after it; whether the program goes on there. */
    private boolean visit(Insn insn, int at, CtxState state, int depth) {
        work += state.frame() + 1;
        if (work > MOST_WORK) {
            throw new ProblemException(Place.NOWHERE.section(program.section()),
                    "the program is too complex: there are too many ways through its subprograms",
                    "Let subprograms call fewer others, or pass them fewer pointers to the stack.");
        }
        note(insn, at, state);
        if (insn instanceof Insn.CallLocal call) {
            return enter(at + 1 + call.off(), state, depth);
        }
        CallbackHelper.calledBy(insn).ifPresent(helper -> callBack(helper, state, depth));
        boolean ours = !program.origins().get(at).kernelCode();
        CtxValue result = ours ? result(insn, at, state) : CtxValue.Kind.OTHER;
        if (ours) {
            store(insn, state);
        }
        if (Registers.isCall(insn)) {
            state.clobber();
        }
        // The core's part of an expansion may borrow a register of the program, and gives its value back.
        Registers.written(insn).stream().filter(r -> ours || r <= LAST_SCRATCH)
                .forEach(r -> state.register(r, result));
        return true;
    }

    /** Runs end with a fault where calls are nested deeper than a machine has frames. */
    private boolean enter(int entry, CtxState state, int depth) {
        Optional<CtxState> exit = depth == Machine.PROGRAM_FRAMES ? Optional.empty()
                : follow(new Call(entry, state.entered()), depth + 1);
        exit.ifPresent(state::returned);
        return exit.isPresent();
    }

    /** As often as calling back once more can leave anything new on the stack; the first time may be none. */
    private void callBack(CallbackHelper helper, CtxState state, int depth) {
        if (depth == Machine.PROGRAM_FRAMES
                || !(state.register(CallbackHelper.FUNCTION) instanceof CtxValue.Code(int function))) {
            return;
        }
        boolean changed = true;
        while (changed) {
            CtxState called = state.calledBack(helper);
            Optional<CtxState> exit = follow(new Call(function, called.entered()), depth + 1);
            exit.ifPresent(called::returned);
            changed = exit.isPresent() && state.mergeFrames(called);
        }
    }

    private void note(Insn insn, int at, CtxState state) {
        base(insn).ifPresent(register -> {
            CtxValue.Kind held = state.register(register).kind();
            bases[at] = bases[at] == null ? held : bases[at].or(held).kind();
        });
    }

    private static CtxValue result(Insn insn, int at, CtxState state) {
        return switch (insn) {
            case Insn.LoadImm64(int dst, Imm64.Code(int off)) -> new CtxValue.Code(at + 1 + off);
            case Insn.Alu a -> a.width() == Insn.Width.W64 ? wide(a, state) : narrow(a, state);
            case Insn.Load l when l.size() == Size.DW && state.register(l.base()) instanceof CtxValue.Stack s ->
                    state.load(new CtxValue.Stack(s.frame(), s.off() + l.off()));
            default -> CtxValue.Kind.OTHER;
        };
    }

    private static CtxValue wide(Insn.Alu a, CtxState state) {
        return switch (a.src()) {
            case Operand.Reg r when a.op() == Insn.AluOp.MOV -> state.register(r.number());
            case Operand.Imm i when a.op() == Insn.AluOp.ADD -> state.register(a.dst()).plus(i.value());
            case Operand.Imm i when a.op() == Insn.AluOp.SUB -> state.register(a.dst()).plus(-(long) i.value());
            default -> narrow(a, state);
        };
    }

    /** What comes of arithmetic that keeps no address. */
    private static CtxValue narrow(Insn.Alu a, CtxState state) {
        boolean pointer = a.op() != Insn.AluOp.MOV && (state.register(a.dst()).kind() != CtxValue.Kind.OTHER
                || a.src() instanceof Operand.Reg r && state.register(r.number()).kind() != CtxValue.Kind.OTHER);
        return pointer ? CtxValue.Kind.MODIFIED : CtxValue.Kind.OTHER;
    }

    private static void store(Insn insn, CtxState state) {
        if (insn instanceof Insn.Store s && state.register(s.base()) instanceof CtxValue.Stack to) {
            CtxValue value = s.src() instanceof Operand.Reg r ? state.register(r.number()) : CtxValue.Kind.OTHER;
            state.store(new CtxValue.Stack(to.frame(), to.off() + s.off()), s.size().bytes(), value);
        }
    }
}
