package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A moment in a recording as people write it: {@code packet:insn.unrolled}.
 *
 * <p>{@code 4:17} is instruction 17 of the object's program while packet 4 is processed; {@code 4:17.3} step 3 inside what
 * replaced it, or inside the kfunc body it calls; {@code 4:17.3.5} step 5 inside the function that step 3 of what replaced
 * it calls; {@code #2} behind it the second time it is executed; {@code 4:skb.5}
 * instruction 5 of the driver's sk_buff path, {@code 4:cpumap.5} of the program on another CPU, and so on; {@code 4:end} and
 * {@code 4:skb.end} the moments after the last instruction.
 *
 * @param packet index of the packet
 * @param part which run of the packet
 * @param insn index of the instruction in the object's program, or in the sk_buff path; empty for the end of the run
 * @param unrolled index inside the expansion or kfunc body
 * @param called index inside the function that the expansion calls there
 * @param occurrence 1 for the first time, 2 for the second, …
 */
public record Coordinate(int packet, Part part, OptionalInt insn, OptionalInt unrolled, OptionalInt called,
        int occurrence) {
    /** The runs of a packet; each comes at most once. */
    public enum Part {
        PROGRAM("xdp"),
        REDIRECT("redirect"),
        CPUMAP("cpumap"),
        DEVMAP("devmap"),
        VETH("veth"),
        AF_XDP("af_xdp"),
        SKB("skb"),
        TC("tc");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        /** The part that is called {@code word} in coordinates, and as the stage of a run. */
        public static Part of(String word) {
            return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst().orElseThrow();
        }

        /** Whether its instructions are those of a program of the user's; else of the driver, or there are none. */
        public boolean isProgram() {
            return switch (this) {
                case PROGRAM, CPUMAP, DEVMAP, VETH, TC -> true;
                case REDIRECT, AF_XDP, SKB -> false;
            };
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}):(?:("
            + Arrays.stream(Part.values()).map(Part::toString).collect(Collectors.joining("|"))
            + ")\\.)?(?:(end)|(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9}))?)?(?:#(\\d{1,9}))?)");

    /**
     * @throws ProblemException if the text is no coordinate
     */
    public static Coordinate parse(String text) {
        Matcher m = SYNTAX.matcher(text.strip());
        if (!m.matches()) {
            throw new ProblemException(Place.NOWHERE, "'" + text + "' is not a coordinate",
                    "Write packet:instruction, packet:instruction.step or packet:end, for example 4:17.3.");
        }
        return new Coordinate(Integer.parseInt(m.group(1)),
                Optional.ofNullable(m.group(2)).map(Part::of).orElse(Part.PROGRAM),
                number(m.group(4)), number(m.group(5)), number(m.group(6)),
                Optional.ofNullable(m.group(7)).map(Integer::parseInt).orElse(1));
    }

    private static OptionalInt number(String digits) {
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }

    @Override
    public String toString() {
        String place = insn.isEmpty() ? "end" : insn.getAsInt() + behind(unrolled) + behind(called);
        return packet + ":" + (part == Part.PROGRAM ? "" : part + ".") + place
                + (occurrence > 1 ? "#" + occurrence : "");
    }

    private static String behind(OptionalInt step) {
        return step.isPresent() ? "." + step.getAsInt() : "";
    }
}
