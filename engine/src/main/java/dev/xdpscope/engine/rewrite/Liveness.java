package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.List;

/**
 * Which registers hold something that is used later: those that some way from here reads before it writes them, and that some
 * way to here has written. Registers are bits, r0 the lowest. Of a call whose parameters are not known it is assumed that it
 * reads r1 to r5.
 */
final class Liveness {
    private static final int ARGUMENTS = 0b11_1110;
    private static final int CALLER_SAVED = 0b11_1111;

    private final Program program;
    private final List<Insn> code;
    /** Before each instruction, with one more at the end. */
    private final int[] used;
    private final int[] given;

    private Liveness(Program program) {
        this.program = program;
        this.code = program.code();
        this.used = new int[code.size() + 1];
        this.given = new int[code.size() + 1];
    }

    static Liveness of(Program program) {
        Liveness all = new Liveness(program);
        all.givenFromTheStart();
        all.usedUntilTheEnd();
        return all;
    }

    /** The registers that are alive behind the instruction at {@code at}, which goes on with the next. */
    int after(int at) {
        return used[at + 1] & (given[at] & lasting(code.get(at)) | written(code.get(at)));
    }

    private void usedUntilTheEnd() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int at = code.size() - 1; at >= 0; at--) {
                int behind = 0;
                for (int next : next(at)) {
                    behind |= inside(next) ? used[next] : 0;
                }
                Insn insn = code.get(at);
                int before = behind & lasting(insn) & ~written(insn) | read(insn);
                changed |= before != used[at];
                used[at] = before;
            }
        }
    }

    private void givenFromTheStart() {
        given[0] = 1 << 1;
        program.functions().stream().filter(f -> f.start() > 0).forEach(f -> given[f.start()] = ARGUMENTS);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int at = 0; at < code.size(); at++) {
                Insn insn = code.get(at);
                int after = given[at] & lasting(insn) | written(insn);
                if (insn instanceof Insn.LoadImm64 load && load.value() instanceof Imm64.Code callback) {
                    changed |= give(at + 1 + callback.off(), ARGUMENTS);
                }
                for (int next : next(at)) {
                    changed |= give(next, after);
                }
            }
        }
    }

    private boolean give(int at, int registers) {
        if (!inside(at) || (given[at] | registers) == given[at]) {
            return false;
        }
        given[at] |= registers;
        return true;
    }

    private boolean inside(int at) {
        return at >= 0 && at < code.size();
    }

    private int[] next(int at) {
        return switch (code.get(at)) {
            case Insn.Goto g -> new int[]{at + 1 + g.off()};
            case Insn.Jump j -> new int[]{at + 1, at + 1 + j.off()};
            case Insn.Exit e -> new int[0];
            default -> new int[]{at + 1};
        };
    }

    /** The registers that an instruction does not destroy. */
    private static int lasting(Insn insn) {
        return Registers.isCall(insn) ? ~CALLER_SAVED : ~0;
    }

    private static int written(Insn insn) {
        return bits(Registers.written(insn));
    }

    private int read(Insn insn) {
        if (insn instanceof Insn.CallKfunc call && call.id() >= 0 && call.id() < program.kfuncs().size()) {
            Kfunc kfunc = program.kfuncs().get(call.id());
            return ARGUMENTS & (1 << Math.clamp(kfunc.parameters(), 0, 5) + 1) - 1;
        }
        return bits(Registers.read(insn));
    }

    private static int bits(Iterable<Integer> registers) {
        int bits = 0;
        for (int register : registers) {
            bits |= 1 << register;
        }
        return bits;
    }
}
