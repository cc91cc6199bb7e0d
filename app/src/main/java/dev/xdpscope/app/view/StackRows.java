package dev.xdpscope.app.view;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stack frame of the function that is running: as many 8-byte slots as its code names. */
final class StackRows {
    private static final int SLOT = 8;
    private static final int FRAME_POINTER = 10;

    private StackRows() {}

    static List<LaneRow> of(Moment m) {
        Program program = m.program();
        int deepest = program.function(m.state().pc()).map(f -> deepest(program, f)).orElse(0);
        if (deepest == 0) {
            return List.of();
        }
        List<LaneRow> rows = new ArrayList<>();
        rows.add(new LaneRow.Title("Stack", -deepest + " bytes used"));
        for (int off = -SLOT; off >= deepest; off -= SLOT) {
            rows.add(slot(m, off));
        }
        return rows;
    }

    private static LaneRow slot(Moment m, int off) {
        long address = m.state().register(FRAME_POINTER) + off;
        String now = text(m, m.state(), address);
        Optional<String> before = m.before().filter(b -> b.frames().size() == m.state().frames().size())
                .map(b -> text(m, b, address));
        byte[] bytes = m.state().bytes(address, SLOT).orElseGet(() -> new byte[SLOT]);
        return new LaneRow.Value("fp" + off, now, Text.changed(before, now), Text.hex(bytes),
                Optional.of(new Selection.Bytes(address, SLOT, "stack fp" + off)), Optional.empty(),
                Text.littleEndian(bytes) == 0);
    }

    private static String text(Moment m, State state, long address) {
        long value = state.number(address, SLOT).orElse(0L);
        return new Pointers(m.recording(), state, m.context()).of(value).orElseGet(() -> Text.register(value));
    }

    /** The lowest offset from r10 that the function's code mentions, rounded down to a slot. */
    static int deepest(Program program, ProgramFunction f) {
        int deepest = 0;
        boolean[] framePointer = new boolean[FRAME_POINTER + 1];
        for (int i = f.start(); i < f.end(); i++) {
            deepest = Math.min(deepest, offset(program.code().get(i), framePointer));
        }
        return Math.floorDiv(Math.max(deepest, -Machine.STACK), SLOT) * SLOT;
    }

    /** Offset from r10 that an instruction mentions; keeps in {@code copies} which registers are plain copies of r10. */
    private static int offset(Insn insn, boolean[] copies) {
        return switch (insn) {
            case Insn.Load l when l.base() == FRAME_POINTER -> l.off();
            case Insn.Store s when s.base() == FRAME_POINTER -> s.off();
            case Insn.Atomic a when a.base() == FRAME_POINTER -> a.off();
            case Insn.Alu a when a.op() == Insn.AluOp.MOV -> {
                copies[a.dst()] = a.src() instanceof Operand.Reg r && r.number() == FRAME_POINTER;
                yield 0;
            }
            case Insn.Alu a when a.op() == Insn.AluOp.ADD && copies[a.dst()] && a.src() instanceof Operand.Imm imm -> {
                copies[a.dst()] = false;
                yield imm.value();
            }
            default -> 0;
        };
    }
}
