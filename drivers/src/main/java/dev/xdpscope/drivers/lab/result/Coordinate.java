package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Stage;
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
 * @param stage which run of the packet
 * @param insn index of the instruction in the object's program, or in the sk_buff path; empty for the end of the run
 * @param unrolled index inside the expansion or kfunc body
 * @param called index inside the function that the expansion calls there
 * @param occurrence 1 for the first time, 2 for the second, …
 */
public record Coordinate(int packet, Stage stage, OptionalInt insn, OptionalInt unrolled, OptionalInt called,
        int occurrence) {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}):(?:("
            + Arrays.stream(Stage.values()).filter(Stage::isRecorded).map(Stage::toString)
                    .collect(Collectors.joining("|"))
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
                Optional.ofNullable(m.group(2)).flatMap(Stage::of).orElse(Stage.XDP),
                number(m.group(4)), number(m.group(5)), number(m.group(6)),
                Optional.ofNullable(m.group(7)).map(Integer::parseInt).orElse(1));
    }

    private static OptionalInt number(String digits) {
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }

    @Override
    public String toString() {
        String place = insn.isEmpty() ? "end" : insn.getAsInt() + behind(unrolled) + behind(called);
        return packet + ":" + (stage == Stage.XDP ? "" : stage + ".") + place
                + (occurrence > 1 ? "#" + occurrence : "");
    }

    private static String behind(OptionalInt step) {
        return step.isPresent() ? "." + step.getAsInt() : "";
    }
}
