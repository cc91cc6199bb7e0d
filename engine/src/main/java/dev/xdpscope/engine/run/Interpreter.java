package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.Helper;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.isa.Opcode;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import java.util.Optional;
import java.util.OptionalLong;

/** The loop that executes instructions one by one on a {@link Machine}. */
public final class Interpreter {
    private static final long LOW = 0xffff_ffffL;

    private Interpreter() {}

    /**
     * Runs until {@code stop} instructions have been executed since the machine was entered, or the run ends. An
     * instruction that faults changes no register and is counted; only a helper may have written some memory before.
     */
    public static void run(Machine m, long stop) {
        while (m.steps < stop && m.outcome().isEmpty()) {
            try {
                loop(m, stop);
            } catch (AccessException e) {
                m.steps++;
                m.fault(new Fault(m.pc, e.getMessage(), e.expected(), OptionalLong.of(e.address())));
            }
        }
    }

    private static void loop(Machine m, long stop) {
        Executable x = m.executable();
        long[] r = m.r;
        Memory memory = m.memory();
        while (m.steps < stop) {
            int at = m.pc;
            if (at < 0 || at >= x.opcode.length) {
                fault(m, "run past the end of the program", "exit or a jump before it");
                return;
            }
            int d = x.dst[at];
            int s = x.src[at];
            int off = x.off[at];
            boolean signed = off == 1;
            long imm = x.imm[at];
            int next = at + 1;
            switch (x.opcode[at] & 0xff) {
                case Opcode.ALU64 | Opcode.ADD | Opcode.X -> r[d] += r[s];
                case Opcode.ALU64 | Opcode.ADD | Opcode.K -> r[d] += imm;
                case Opcode.ALU | Opcode.ADD | Opcode.X -> r[d] = r[d] + r[s] & LOW;
                case Opcode.ALU | Opcode.ADD | Opcode.K -> r[d] = r[d] + imm & LOW;
                case Opcode.ALU64 | Opcode.SUB | Opcode.X -> r[d] -= r[s];
                case Opcode.ALU64 | Opcode.SUB | Opcode.K -> r[d] -= imm;
                case Opcode.ALU | Opcode.SUB | Opcode.X -> r[d] = r[d] - r[s] & LOW;
                case Opcode.ALU | Opcode.SUB | Opcode.K -> r[d] = r[d] - imm & LOW;
                case Opcode.ALU64 | Opcode.MUL | Opcode.X -> r[d] *= r[s];
                case Opcode.ALU64 | Opcode.MUL | Opcode.K -> r[d] *= imm;
                case Opcode.ALU | Opcode.MUL | Opcode.X -> r[d] = r[d] * r[s] & LOW;
                case Opcode.ALU | Opcode.MUL | Opcode.K -> r[d] = r[d] * imm & LOW;
                case Opcode.ALU64 | Opcode.OR | Opcode.X -> r[d] |= r[s];
                case Opcode.ALU64 | Opcode.OR | Opcode.K -> r[d] |= imm;
                case Opcode.ALU | Opcode.OR | Opcode.X -> r[d] = (r[d] | r[s]) & LOW;
                case Opcode.ALU | Opcode.OR | Opcode.K -> r[d] = (r[d] | imm) & LOW;
                case Opcode.ALU64 | Opcode.AND | Opcode.X -> r[d] &= r[s];
                case Opcode.ALU64 | Opcode.AND | Opcode.K -> r[d] &= imm;
                case Opcode.ALU | Opcode.AND | Opcode.X -> r[d] = r[d] & r[s] & LOW;
                case Opcode.ALU | Opcode.AND | Opcode.K -> r[d] = r[d] & imm & LOW;
                case Opcode.ALU64 | Opcode.XOR | Opcode.X -> r[d] ^= r[s];
                case Opcode.ALU64 | Opcode.XOR | Opcode.K -> r[d] ^= imm;
                case Opcode.ALU | Opcode.XOR | Opcode.X -> r[d] = (r[d] ^ r[s]) & LOW;
                case Opcode.ALU | Opcode.XOR | Opcode.K -> r[d] = (r[d] ^ imm) & LOW;
                case Opcode.ALU64 | Opcode.DIV | Opcode.X -> r[d] = Arithmetic.divide(r[d], r[s], signed);
                case Opcode.ALU64 | Opcode.DIV | Opcode.K -> r[d] = Arithmetic.divide(r[d], imm, signed);
                case Opcode.ALU | Opcode.DIV | Opcode.X -> r[d] = Arithmetic.divide32(r[d], r[s], signed);
                case Opcode.ALU | Opcode.DIV | Opcode.K -> r[d] = Arithmetic.divide32(r[d], imm, signed);
                case Opcode.ALU64 | Opcode.MOD | Opcode.X -> r[d] = Arithmetic.modulo(r[d], r[s], signed);
                case Opcode.ALU64 | Opcode.MOD | Opcode.K -> r[d] = Arithmetic.modulo(r[d], imm, signed);
                case Opcode.ALU | Opcode.MOD | Opcode.X -> r[d] = Arithmetic.modulo32(r[d], r[s], signed);
                case Opcode.ALU | Opcode.MOD | Opcode.K -> r[d] = Arithmetic.modulo32(r[d], imm, signed);
                case Opcode.ALU64 | Opcode.LSH | Opcode.X -> r[d] <<= r[s];
                case Opcode.ALU64 | Opcode.LSH | Opcode.K -> r[d] <<= imm;
                case Opcode.ALU | Opcode.LSH | Opcode.X -> r[d] = ((int) r[d] << (int) r[s]) & LOW;
                case Opcode.ALU | Opcode.LSH | Opcode.K -> r[d] = ((int) r[d] << (int) imm) & LOW;
                case Opcode.ALU64 | Opcode.RSH | Opcode.X -> r[d] >>>= r[s];
                case Opcode.ALU64 | Opcode.RSH | Opcode.K -> r[d] >>>= imm;
                case Opcode.ALU | Opcode.RSH | Opcode.X -> r[d] = ((int) r[d] >>> (int) r[s]) & LOW;
                case Opcode.ALU | Opcode.RSH | Opcode.K -> r[d] = ((int) r[d] >>> (int) imm) & LOW;
                case Opcode.ALU64 | Opcode.ARSH | Opcode.X -> r[d] >>= r[s];
                case Opcode.ALU64 | Opcode.ARSH | Opcode.K -> r[d] >>= imm;
                case Opcode.ALU | Opcode.ARSH | Opcode.X -> r[d] = ((int) r[d] >> (int) r[s]) & LOW;
                case Opcode.ALU | Opcode.ARSH | Opcode.K -> r[d] = ((int) r[d] >> (int) imm) & LOW;
                case Opcode.ALU64 | Opcode.NEG -> r[d] = -r[d];
                case Opcode.ALU | Opcode.NEG -> r[d] = -r[d] & LOW;
                case Opcode.ALU64 | Opcode.MOV | Opcode.X -> r[d] = Arithmetic.move(r[s], off);
                case Opcode.ALU64 | Opcode.MOV | Opcode.K -> r[d] = imm;
                case Opcode.ALU | Opcode.MOV | Opcode.X -> r[d] = Arithmetic.move(r[s], off) & LOW;
                case Opcode.ALU | Opcode.MOV | Opcode.K -> r[d] = imm & LOW;
                case Opcode.ALU | Opcode.END | Opcode.K -> r[d] = Arithmetic.truncate(r[d], imm);
                case Opcode.ALU | Opcode.END | Opcode.X, Opcode.ALU64 | Opcode.END -> r[d] = Arithmetic.swap(r[d], imm);

                case Opcode.LD | Opcode.IMM | Opcode.DW -> {
                    r[d] = imm;
                    next = at + 2;
                }
                case Opcode.LDX | Opcode.MEM | Opcode.B -> r[d] = memory.load(r[s] + off, 1, x.kernel[at]);
                case Opcode.LDX | Opcode.MEM | Opcode.H -> r[d] = memory.load(r[s] + off, 2, x.kernel[at]);
                case Opcode.LDX | Opcode.MEM | Opcode.W -> r[d] = memory.load(r[s] + off, 4, x.kernel[at]);
                case Opcode.LDX | Opcode.MEM | Opcode.DW -> r[d] = memory.load(r[s] + off, 8, x.kernel[at]);
                case Opcode.LDX | Opcode.MEMSX | Opcode.B -> r[d] = (byte) memory.load(r[s] + off, 1, x.kernel[at]);
                case Opcode.LDX | Opcode.MEMSX | Opcode.H -> r[d] = (short) memory.load(r[s] + off, 2, x.kernel[at]);
                case Opcode.LDX | Opcode.MEMSX | Opcode.W -> r[d] = (int) memory.load(r[s] + off, 4, x.kernel[at]);
                case Opcode.STX | Opcode.MEM | Opcode.B -> memory.store(r[d] + off, 1, r[s], x.kernel[at]);
                case Opcode.STX | Opcode.MEM | Opcode.H -> memory.store(r[d] + off, 2, r[s], x.kernel[at]);
                case Opcode.STX | Opcode.MEM | Opcode.W -> memory.store(r[d] + off, 4, r[s], x.kernel[at]);
                case Opcode.STX | Opcode.MEM | Opcode.DW -> memory.store(r[d] + off, 8, r[s], x.kernel[at]);
                case Opcode.ST | Opcode.MEM | Opcode.B -> memory.store(r[d] + off, 1, imm, x.kernel[at]);
                case Opcode.ST | Opcode.MEM | Opcode.H -> memory.store(r[d] + off, 2, imm, x.kernel[at]);
                case Opcode.ST | Opcode.MEM | Opcode.W -> memory.store(r[d] + off, 4, imm, x.kernel[at]);
                case Opcode.ST | Opcode.MEM | Opcode.DW -> memory.store(r[d] + off, 8, imm, x.kernel[at]);
                case Opcode.STX | Opcode.ATOMIC | Opcode.B -> atomic(m, x, at, 1);
                case Opcode.STX | Opcode.ATOMIC | Opcode.H -> atomic(m, x, at, 2);
                case Opcode.STX | Opcode.ATOMIC | Opcode.W -> atomic(m, x, at, 4);
                case Opcode.STX | Opcode.ATOMIC | Opcode.DW -> atomic(m, x, at, 8);

                case Opcode.JMP | Opcode.JA -> next += off;
                case Opcode.JMP32 | Opcode.JA -> next += (int) imm;
                case Opcode.JMP | Opcode.JEQ | Opcode.X -> next += r[d] == r[s] ? off : 0;
                case Opcode.JMP | Opcode.JEQ | Opcode.K -> next += r[d] == imm ? off : 0;
                case Opcode.JMP32 | Opcode.JEQ | Opcode.X -> next += (int) r[d] == (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JEQ | Opcode.K -> next += (int) r[d] == (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JNE | Opcode.X -> next += r[d] != r[s] ? off : 0;
                case Opcode.JMP | Opcode.JNE | Opcode.K -> next += r[d] != imm ? off : 0;
                case Opcode.JMP32 | Opcode.JNE | Opcode.X -> next += (int) r[d] != (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JNE | Opcode.K -> next += (int) r[d] != (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JSGT | Opcode.X -> next += r[d] > r[s] ? off : 0;
                case Opcode.JMP | Opcode.JSGT | Opcode.K -> next += r[d] > imm ? off : 0;
                case Opcode.JMP32 | Opcode.JSGT | Opcode.X -> next += (int) r[d] > (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JSGT | Opcode.K -> next += (int) r[d] > (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JSGE | Opcode.X -> next += r[d] >= r[s] ? off : 0;
                case Opcode.JMP | Opcode.JSGE | Opcode.K -> next += r[d] >= imm ? off : 0;
                case Opcode.JMP32 | Opcode.JSGE | Opcode.X -> next += (int) r[d] >= (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JSGE | Opcode.K -> next += (int) r[d] >= (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JSLT | Opcode.X -> next += r[d] < r[s] ? off : 0;
                case Opcode.JMP | Opcode.JSLT | Opcode.K -> next += r[d] < imm ? off : 0;
                case Opcode.JMP32 | Opcode.JSLT | Opcode.X -> next += (int) r[d] < (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JSLT | Opcode.K -> next += (int) r[d] < (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JSLE | Opcode.X -> next += r[d] <= r[s] ? off : 0;
                case Opcode.JMP | Opcode.JSLE | Opcode.K -> next += r[d] <= imm ? off : 0;
                case Opcode.JMP32 | Opcode.JSLE | Opcode.X -> next += (int) r[d] <= (int) r[s] ? off : 0;
                case Opcode.JMP32 | Opcode.JSLE | Opcode.K -> next += (int) r[d] <= (int) imm ? off : 0;
                case Opcode.JMP | Opcode.JSET | Opcode.X -> next += (r[d] & r[s]) != 0 ? off : 0;
                case Opcode.JMP | Opcode.JSET | Opcode.K -> next += (r[d] & imm) != 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JSET | Opcode.X -> next += ((int) r[d] & (int) r[s]) != 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JSET | Opcode.K -> next += ((int) r[d] & (int) imm) != 0 ? off : 0;
                case Opcode.JMP | Opcode.JGT | Opcode.X -> next += Long.compareUnsigned(r[d], r[s]) > 0 ? off : 0;
                case Opcode.JMP | Opcode.JGT | Opcode.K -> next += Long.compareUnsigned(r[d], imm) > 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JGT | Opcode.X -> next += compare32(r[d], r[s]) > 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JGT | Opcode.K -> next += compare32(r[d], imm) > 0 ? off : 0;
                case Opcode.JMP | Opcode.JGE | Opcode.X -> next += Long.compareUnsigned(r[d], r[s]) >= 0 ? off : 0;
                case Opcode.JMP | Opcode.JGE | Opcode.K -> next += Long.compareUnsigned(r[d], imm) >= 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JGE | Opcode.X -> next += compare32(r[d], r[s]) >= 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JGE | Opcode.K -> next += compare32(r[d], imm) >= 0 ? off : 0;
                case Opcode.JMP | Opcode.JLT | Opcode.X -> next += Long.compareUnsigned(r[d], r[s]) < 0 ? off : 0;
                case Opcode.JMP | Opcode.JLT | Opcode.K -> next += Long.compareUnsigned(r[d], imm) < 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JLT | Opcode.X -> next += compare32(r[d], r[s]) < 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JLT | Opcode.K -> next += compare32(r[d], imm) < 0 ? off : 0;
                case Opcode.JMP | Opcode.JLE | Opcode.X -> next += Long.compareUnsigned(r[d], r[s]) <= 0 ? off : 0;
                case Opcode.JMP | Opcode.JLE | Opcode.K -> next += Long.compareUnsigned(r[d], imm) <= 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JLE | Opcode.X -> next += compare32(r[d], r[s]) <= 0 ? off : 0;
                case Opcode.JMP32 | Opcode.JLE | Opcode.K -> next += compare32(r[d], imm) <= 0 ? off : 0;

                case Opcode.JMP | Opcode.CALL | Opcode.K, Opcode.JMP | Opcode.CALL | Opcode.X -> {
                    m.steps++;
                    if (!call(m, x, at)) {
                        return;
                    }
                    continue;
                }
                case Opcode.JMP | Opcode.EXIT -> {
                    m.steps++;
                    if (!Callbacks.leave(m)) {
                        return;
                    }
                    continue;
                }
                default -> {
                    if (!packetLoad(m, x, at)) {
                        return;
                    }
                }
            }
            m.pc = next;
            m.steps++;
        }
    }

    /** Compares the low halves as unsigned numbers. */
    private static int compare32(long a, long b) {
        return Integer.compareUnsigned((int) a, (int) b);
    }

    private static void atomic(Machine m, Executable x, int at, int size) {
        long[] r = m.r;
        int operation = (int) x.imm[at];
        int s = x.src[at];
        boolean kernel = x.kernel[at];
        if (operation == Opcode.LOAD_ACQUIRE) {
            r[x.dst[at]] = m.memory().load(r[s] + x.off[at], size, kernel);
            return;
        }
        long address = r[x.dst[at]] + x.off[at];
        if (operation == Opcode.STORE_RELEASE) {
            m.memory().store(address, size, r[s], kernel);
            return;
        }
        long old = m.memory().load(address, size, kernel);
        switch (operation) {
            case Opcode.XCHG -> {
                m.memory().store(address, size, r[s], kernel);
                r[s] = old;
            }
            case Opcode.CMPXCHG -> {
                boolean equal = old == (size == 8 ? r[0] : r[0] & LOW);
                m.memory().store(address, size, equal ? r[s] : old, kernel);
                r[0] = old;
            }
            default -> {
                m.memory().store(address, size, Arithmetic.modify(operation & ~Opcode.FETCH, old, r[s]), kernel);
                if ((operation & Opcode.FETCH) != 0) {
                    r[s] = old;
                }
            }
        }
    }

    /** Executes a call; false if that ended the run. The step has been counted. */
    private static boolean call(Machine m, Executable x, int at) {
        if ((x.opcode[at] & Opcode.X) != 0) {
            return throughRegister(m, x, m.r[x.dst[at]]);
        }
        return switch (x.src[at]) {
            case Opcode.CALL_HELPER -> helper(m, x, (int) x.imm[at]);
            case Opcode.CALL_LOCAL -> enter(m, at + 1 + (int) x.imm[at]);
            default -> kfunc(m, x, at);
        };
    }

    private static boolean throughRegister(Machine m, Executable x, long value) {
        int target = x.codeIndex(value);
        return target >= 0 ? enter(m, target) : x.helperByRegister(value).map(h -> invoke(m, h.name(), h.helper()))
                .orElseGet(() -> stop(m, "call through a register that holds no function's address",
                        "the address of a subprogram (clang -O0 calls helpers through variables: compile with -O1 or -O2)"));
    }

    /** Tail calls and callbacks go on in other code of the program; all other helpers are functions of their arguments. */
    private static boolean helper(Machine m, Executable x, int id) {
        if (id == TailCall.HELPER) {
            return TailCall.run(m, x);
        }
        Optional<CallbackHelper> callback = CallbackHelper.of(id);
        if (callback.isPresent()) {
            return Callbacks.begin(m, x, callback.get());
        }
        return x.helper(id).map(h -> invoke(m, h.name(), h.helper())).orElseGet(() -> unknownHelper(m, x, id));
    }

    /** Whether a call of helper {@code id} does what the kernel does, if {@code calls} are there. */
    public static boolean calls(Calls calls, int id) {
        return id == TailCall.HELPER || CallbackHelper.of(id).isPresent() || calls.helper(id).isPresent();
    }

    private static boolean unknownHelper(Machine m, Executable x, int id) {
        Origin origin = x.program().origins().get(m.pc);
        if (origin.pass() == PassName.RELOCATION) {
            return stop(m, "call of helper " + id + ", which does not exist (" + origin.why() + ")",
                    "a test before it that keeps the program from getting here, such as bpf_core_field_exists or "
                            + "bpf_ksym_exists");
        }
        return KernelFunctions.helper(id)
                .map(f -> stop(m, "call of helper " + f.name() + " (" + id + "), which is not simulated"
                        + (f.note().isEmpty() ? "" : ": " + f.note()), "another helper; or leave the call out"))
                .orElseGet(() -> stop(m, "call of helper " + id + ", which does not exist", "a helper of the kernel"));
    }

    private static boolean kfunc(Machine m, Executable x, int at) {
        Optional<Kfunc> called = x.kfunc(x.imm[at]);
        if (called.isEmpty()) {
            return stop(m, "call of kfunc " + x.imm[at], "a kfunc of the program's table");
        }
        Kfunc kfunc = called.get();
        return switch (kfunc.binding()) {
            case Kfunc.Binding.Body body -> enter(m, body.entry());
            case Kfunc.Binding.Stub stub -> invoke(m, kfunc.name(), caller -> stub.result());
            case Kfunc.Binding.Native none -> x.nativeKfunc(kfunc.name()).map(f -> invoke(m, kfunc.name(), f))
                    .orElseGet(() -> stop(m, "call of kfunc " + kfunc.name(), "a kfunc that is simulated"));
            case Kfunc.Binding.Unbound none ->
                    stop(m, "call of kfunc " + kfunc.name() + ", which is bound to nothing",
                            "a NIC that implements it");
        };
    }

    private static boolean invoke(Machine m, String name, Helper helper) {
        try {
            m.r[0] = helper.call(m);
        } catch (AccessException e) {
            m.fault(new Fault(m.pc, name + ": " + e.getMessage(), e.expected(), OptionalLong.of(e.address())));
            return false;
        }
        m.tell(new CallEvent.Returned(name, m.r[0]));
        m.pc++;
        return true;
    }

    private static boolean enter(Machine m, int target) {
        return m.push(target, Optional.empty());
    }

    /** Legacy packet loads, whose context in r6 begins with data and data_end; false if the run ended. */
    private static boolean packetLoad(Machine m, Executable x, int at) {
        int opcode = x.opcode[at] & 0xff;
        int mode = opcode & 0xe0;
        if ((opcode & 0x07) != Opcode.LD || mode != Opcode.ABS && mode != Opcode.IND) {
            fault(m, "opcode 0x%02x".formatted(opcode), "an instruction of RFC 9669");
            return false;
        }
        int size = switch (opcode & 0x18) {
            case Opcode.B -> 1;
            case Opcode.H -> 2;
            default -> 4;
        };
        long data = m.memory().load(m.r[6], 8, true);
        long end = m.memory().load(m.r[6] + 8, 8, true);
        long offset = (mode == Opcode.IND ? m.r[x.src[at]] : 0) + x.imm[at];
        if (offset < 0 || offset > end - data - size) {
            m.r[0] = 0;
            m.steps++;
            Callbacks.leave(m);
            return false;
        }
        m.r[0] = Arithmetic.swap(m.memory().load(data + offset, size, true), size * 8L);
        return true;
    }

    /** A fault at an instruction that has been counted. */
    private static boolean stop(Machine m, String what, String expected) {
        m.fault(new Fault(m.pc, what, expected, OptionalLong.empty()));
        return false;
    }

    private static void fault(Machine m, String what, String expected) {
        m.steps++;
        stop(m, what, expected);
    }
}
