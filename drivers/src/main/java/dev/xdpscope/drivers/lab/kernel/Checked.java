package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.engine.kernel.check.CodeComparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a scenario in the running kernel. */
public sealed interface Checked {
    /**
     * Nothing was compared: this kernel has not what the scenario needs.
     *
     * @param reasons in the order in which the program needs it
     */
    record Skipped(List<String> reasons) implements Checked {
        public Skipped {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It was compared.
     *
     * @param answered what the program called and got the simulation's answers for, with the number of calls in its code
     * @param notes what was not compared, or in another way than one might think
     */
    record Compared(List<Code> programs, List<Packet> packets, List<MapContents> maps, Map<String, Integer> answered,
            List<String> notes) implements Checked {
        public Compared {
            programs = List.copyOf(programs);
            packets = List.copyOf(packets);
            maps = List.copyOf(maps);
            notes = List.copyOf(notes);
        }

        /** Whether there is any difference. */
        public boolean differs() {
            return programs.stream().anyMatch(Code::differs) || packets.stream().anyMatch(Packet::differs)
                    || maps.stream().anyMatch(m -> !m.differences().isEmpty());
        }

        /** The median of what runs took, in nanoseconds as the kernel reports them; empty if there were none. */
        public Optional<Integer> nanos() {
            List<Integer> all = packets.stream().flatMap(p -> p.nanos().stream()).sorted().toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() / 2));
        }
    }

    /**
     * A program's instructions.
     *
     * @param comparison empty if the kernel refused the program
     * @param refusal the last of the verifier's words; empty if it took the program
     */
    record Code(String program, String section, Optional<CodeComparison> comparison, String refusal) {
        boolean differs() {
            return comparison.map(c -> !c.differences().isEmpty()).orElse(true);
        }
    }

    /**
     * A packet.
     *
     * @param nanos of the kernel's run; empty if it was not run
     * @param notRun why it was not run; empty if it was
     */
    record Packet(int index, List<Difference> differences, Optional<Integer> nanos, Optional<String> notRun) {
        public Packet {
            differences = List.copyOf(differences);
        }

        boolean differs() {
            return !differences.isEmpty();
        }
    }

    /** A map after the last packet, or what was sent through it; the keys of differences are hexadecimal. */
    record MapContents(String map, List<Difference> differences) {
        public MapContents {
            differences = List.copyOf(differences);
        }
    }
}
