package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A call that a program made during a run: of a helper, of a kfunc, or of a kfunc that has been expanded in its place.
 *
 * @param insn index of the call, or of the expansion's first instruction, in the program as run
 * @param before the moment before it, with the arguments in r1 to r5
 * @param after the moment when the program goes on, with the result in r0
 */
public record MadeCall(int insn, Position before, Position after) {
    /** The calls of a run in order; not those that the driver's and the kernel's code makes by itself. */
    public static List<MadeCall> of(Recording recording, Run run) {
        Program program = run.program();
        RunPath path = recording.path(run.index());
        List<MadeCall> calls = new ArrayList<>();
        for (int i = 0; i < path.length(); i++) {
            int insn = path.insns()[i];
            Origin origin = program.origins().get(insn);
            boolean call = isCall(program.code().get(insn)) && !origin.kernelCode();
            boolean expansion = origin.pass() == PassName.KFUNC_EXPANSION && origin.step() <= 0;
            if (call || expansion) {
                int after = call ? returned(path, i) : left(program, path, i, origin.insn());
                calls.add(new MadeCall(insn, new Position(run.index(), i), new Position(run.index(), after)));
            }
        }
        return calls;
    }

    private static boolean isCall(Insn insn) {
        return insn instanceof Insn.CallKfunc || insn instanceof Insn.CallHelper;
    }

    private static int returned(RunPath path, int call) {
        int i = call + 1;
        while (i < path.length() && path.depths()[i] > path.depths()[call]) {
            i++;
        }
        return i;
    }

    private static int left(Program program, RunPath path, int from, int insn) {
        int i = from + 1;
        while (i < path.length()
                && (path.depths()[i] > path.depths()[from] || inside(program, path.insns()[i], insn))) {
            i++;
        }
        return i;
    }

    private static boolean inside(Program program, int at, int insn) {
        Origin origin = program.origins().get(at);
        return origin.pass() == PassName.KFUNC_EXPANSION && origin.insn() == insn && origin.step() > 0;
    }
}
