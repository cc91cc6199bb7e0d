package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One place of the matrix: a NIC as configured and an access design.
 *
 * @param result what running the scenario there gave
 */
public record Cell(Variant variant, AccessDesign design, Result result) {
    /** What a cell holds. */
    public sealed interface Result {}

    /** The program cannot be run there, for this reason. */
    public record Refused(ProblemException problem) implements Result {}

    /**
     * The program has run.
     *
     * @param program as it ran
     * @param packets in the order of arrival
     * @param calls what it called, all packets together
     */
    public record Ran(Program program, List<PacketOutcome> packets, List<CallCount> calls) implements Result {
        /** How many packets got which verdict, by the verdict's name. */
        public Map<String, Integer> verdicts() {
            Map<String, Integer> verdicts = new TreeMap<>();
            packets.forEach(p -> verdicts.merge(p.fault().isPresent() ? "fault" : p.verdict().name(), 1, Integer::sum));
            return verdicts;
        }

        /** In how many packets each field of the metadata is other than 0, in the order of the fields. */
        public Map<String, Integer> filled(MetadataLayout layout) {
            Map<String, Integer> filled = new LinkedHashMap<>();
            packets.forEach(p -> p.fields(layout)
                    .forEach((name, value) -> filled.merge(name, value.matches("0*") ? 0 : 1, Integer::sum)));
            return filled;
        }

        /** Executed instructions per packet. */
        public Instructions instructions() {
            long[] sorted = packets.stream().mapToLong(PacketOutcome::instructions).sorted().toArray();
            return sorted.length == 0 ? new Instructions(0, 0, 0)
                    : new Instructions(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        /** Whether it ran the very same instructions, with the same code behind its calls. */
        boolean sameProgram(Ran other) {
            return program.code().equals(other.program.code()) && program.kfuncs().equals(other.program.kfuncs());
        }
    }

    /**
     * Instructions per packet.
     *
     * @param median the upper one of two
     */
    public record Instructions(long minimum, long median, long maximum) {}

    /** What running gave; empty if the program could not be run. */
    public Optional<Ran> ran() {
        return result instanceof Ran ran ? Optional.of(ran) : Optional.empty();
    }
}
