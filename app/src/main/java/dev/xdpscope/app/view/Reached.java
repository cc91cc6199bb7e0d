package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which instructions of the program as run one packet's runs execute. */
public final class Reached {
    private static final int LONGEST = 1_000_000;

    private final int packet;
    private final Program program;
    private final BitSet insns = new BitSet();
    /** The program's run is too long to be looked through. */
    private final boolean unknown;

    private Reached(Recording recording, PacketResult packet, Program program) {
        this.packet = packet.index();
        this.program = program;
        List<Run> runs = packet.runs().stream().filter(r -> r.program() == program).toList();
        this.unknown = runs.stream().anyMatch(r -> r.steps() > LONGEST);
        runs.stream().filter(r -> r.steps() <= LONGEST).map(Run::index).map(recording::path).forEach(path -> {
            for (int insn : path.insns()) {
                insns.set(insn);
            }
        });
    }

    /** What the packet of {@code m} reaches; {@code known} if it is of that packet. */
    public static Reached of(Moment m, Optional<Reached> known) {
        return known.filter(r -> r.packet == m.packet().index() && r.program == m.program())
                .orElseGet(() -> new Reached(m.recording().recording(), m.packet(), m.program()));
    }

    /** Whether it is not known what the program reaches, because its run is very long. */
    public boolean unknown() {
        return unknown;
    }

    /** Whether the packet's runs execute an instruction; true where that is not known. */
    public boolean contains(int insn) {
        return unknown || insns.get(insn);
    }

    /** The next step after {@code m} in its run that executes {@code insn}, or else the last before it. */
    public static Optional<Position> next(Moment m, int insn) {
        RunPath path = m.recording().recording().path(m.at().run());
        OptionalInt found = OptionalInt.empty();
        for (int i = 0; i < path.length() && (found.isEmpty() || found.getAsInt() <= m.at().step()); i++) {
            found = path.insns()[i] == insn ? OptionalInt.of(i) : found;
        }
        return found.stream().mapToObj(step -> new Position(m.at().run(), step)).findFirst();
    }
}
