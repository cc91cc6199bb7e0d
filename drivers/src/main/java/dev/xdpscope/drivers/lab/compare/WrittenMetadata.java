package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a packet's metadata area as the program wrote it, each piece called what the C line calls it that wrote it. */
final class WrittenMetadata {
    /** Longer runs are not searched. */
    private static final long LONGEST = 100_000;

    /** {@code hints->rx_hash =}, {@code meta.ids[2] |=}: the member is what is in front of the assignment. */
    private static final Pattern ASSIGNMENT = Pattern.compile("^\\s*\\w+(?:->|\\.)([\\w.\\[\\]]+)\\s*[-+|&^]?=[^=]");

    private WrittenMetadata() {}

    /** The pieces with a name, by offset; they do not overlap. */
    static List<MetadataField> fields(ScenarioRecording recording, PacketResult packet) {
        Run run = packet.program();
        int length = packet.metadata().length;
        if (run.steps() > LONGEST || length == 0) {
            return List.of();
        }
        State end = recording.at(new Position(run.index(), run.steps()));
        long meta = end.number(recording.addresses().context() + XdpBuff.DATA_META, 8).orElse(0L);
        List<MetadataField> pieces = new ArrayList<>();
        for (Step step : recording.recording().steps(run.index(), 0, run.steps())) {
            for (MemoryAccess access : step.accesses()) {
                long offset = access.address() - meta;
                if (access.write() && offset >= 0 && offset + access.size() <= length) {
                    MetadataField written = new MetadataField(name(recording.program(), step.insn()), (int) offset,
                            access.size());
                    pieces.removeIf(p -> p.offset() < written.end() && written.offset() < p.end());
                    pieces.add(written);
                }
            }
        }
        pieces.removeIf(p -> p.name().isEmpty());
        pieces.sort(Comparator.comparingInt(MetadataField::offset));
        return joined(pieces);
    }

    private static String name(Program program, int insn) {
        if (program.origins().get(insn).kernelCode()) {
            return "";
        }
        Matcher matcher = ASSIGNMENT.matcher(program.line(insn).map(l -> l.text()).orElse(""));
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Neighbours that one assignment wrote are one field. */
    private static List<MetadataField> joined(List<MetadataField> pieces) {
        List<MetadataField> joined = new ArrayList<>();
        for (MetadataField piece : pieces) {
            MetadataField last = joined.isEmpty() ? piece : joined.getLast();
            if (!joined.isEmpty() && last.name().equals(piece.name()) && last.end() == piece.offset()) {
                joined.set(joined.size() - 1,
                        new MetadataField(last.name(), last.offset(), last.size() + piece.size()));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }
}
