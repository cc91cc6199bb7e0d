package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.lab.prepare.MdField;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import dev.xdpscope.engine.record.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds where a run reads fields of xdp_md that the driver provides. */
final class FieldReads {
    private final Recording recording;
    private final Program program;

    FieldReads(Recording recording, Program program) {
        this.recording = recording;
        this.program = program;
    }

    /** An event for each read, at its first instruction, with the value read. */
    List<Event> of(Run run, int packet) {
        List<Event> events = new ArrayList<>();
        RunPath path = recording.path(run.index());
        for (int i = 0; i < path.length(); i++) {
            Origin origin = program.origins().get(path.insns()[i]);
            if (begins(origin) && program.object().code().get(origin.insn()) instanceof Insn.Load load) {
                long value = recording.at(new Position(run.index(), end(path, i, origin))).register(load.dst());
                events.add(new Event(new Position(run.index(), i), packet, Stage.XDP, Event.Kind.KFUNC,
                        origin.why() + " → r" + load.dst() + " = 0x" + Long.toHexString(value)));
            }
        }
        return events;
    }

    private static boolean begins(Origin origin) {
        return origin.pass() == PassName.CTX_REWRITE && origin.step() <= 0
                && Arrays.stream(MdField.values()).anyMatch(f -> origin.why().startsWith("xdp_md->" + f.field() + ":"));
    }

    private int end(RunPath path, int from, Origin first) {
        int i = from + 1;
        while (i < path.length() && (path.depths()[i] > path.depths()[from] || goesOn(path.insns()[i], first))) {
            i++;
        }
        return i;
    }

    private boolean goesOn(int insn, Origin first) {
        Origin here = program.origins().get(insn);
        return here.pass() == PassName.CTX_REWRITE && here.insn() == first.insn() && here.step() > 0;
    }
}
