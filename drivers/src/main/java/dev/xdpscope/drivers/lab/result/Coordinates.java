package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Positions of one recording as coordinates, and back. Remembers the paths of the runs it was asked about. */
public final class Coordinates {
    /**
     * The place of a step: instruction of the object's program (-1 in the sk_buff path), step inside it (-1 for none), and
     * step inside the function that an expansion calls there (-1 for none).
     */
    private record Spot(int insn, int step, int called) {}

    private final ScenarioRecording recording;
    private final Map<Integer, Spot[]> spots = new HashMap<>();
    /** By run and step, how often the step's spot has been reached. */
    private final Map<Integer, int[]> occurrences = new HashMap<>();

    Coordinates(ScenarioRecording recording) {
        this.recording = recording;
    }

    /** The coordinate of {@code position}. */
    public Coordinate of(Position position) {
        PacketResult packet = recording.packet(position);
        Stage stage = recording.recording().runs().get(position.run()).stage();
        boolean program = stage.isProgram();
        Spot[] run = spots(position.run());
        if (position.step() == run.length) {
            return new Coordinate(packet.index(), stage, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
                    1);
        }
        Spot here = run[(int) position.step()];
        int occurrence = occurrences.computeIfAbsent(position.run(), r -> count(run))[(int) position.step()];
        OptionalInt insn = OptionalInt.of(program ? here.insn : here.step);
        return new Coordinate(packet.index(), stage, insn, step(program, here.step), step(program, here.called),
                occurrence);
    }

    private static OptionalInt step(boolean program, int step) {
        return program && step >= 0 ? OptionalInt.of(step) : OptionalInt.empty();
    }

    /**
     * The position of {@code coordinate}. Without an {@code unrolled} part it is the first step of what stands for the
     * instruction.
     *
     * @throws ProblemException if there is no such moment
     */
    public Position find(Coordinate coordinate) {
        PacketResult packet = recording.packets().stream().filter(p -> p.index() == coordinate.packet()).findFirst()
                .orElseThrow(() -> none(coordinate, "there is no packet " + coordinate.packet(),
                        "The recording has packets " + range() + "."));
        boolean program = coordinate.stage().isProgram();
        Run run = packet.runs().stream().filter(r -> r.stage() == coordinate.stage()).findFirst()
                .orElseThrow(() -> missing(coordinate, packet));
        if (coordinate.insn().isEmpty()) {
            return new Position(run.index(), run.steps());
        }
        Spot[] steps = spots(run.index());
        int seen = 0;
        for (int i = 0; i < steps.length; i++) {
            if (matches(coordinate, steps, i, program) && ++seen == coordinate.occurrence()) {
                return new Position(run.index(), i);
            }
        }
        throw none(coordinate, seen == 0 ? "packet " + coordinate.packet() + " never executes that"
                : "packet " + coordinate.packet() + " executes that only " + seen + (seen == 1 ? " time" : " times"),
                "Choose an instruction on the packet's path.");
    }

    private static ProblemException missing(Coordinate coordinate, PacketResult packet) {
        String what = coordinate.stage() == Stage.SKB && packet.verdict() != XdpAction.XDP_PASS
                ? " was not passed: it has no sk_buff path" : " never gets to " + coordinate.stage();
        return none(coordinate, "packet " + coordinate.packet() + what, "Its verdict is " + packet.verdict() + ".");
    }

    private static int[] count(Spot[] run) {
        Map<Spot, Integer> seen = new HashMap<>();
        return Arrays.stream(run).mapToInt(spot -> seen.merge(spot, 1, Integer::sum)).toArray();
    }

    private static boolean matches(Coordinate wanted, Spot[] steps, int at, boolean program) {
        Spot here = steps[at];
        int insn = wanted.insn().orElseThrow();
        if (!program) {
            return here.step == insn;
        }
        if (here.insn != insn) {
            return false;
        }
        return wanted.unrolled().isPresent()
                ? here.step == wanted.unrolled().getAsInt() && here.called == wanted.called().orElse(-1)
                : here.step <= 0 && (at == 0 || here.step < 0 || !inside(steps, at));
    }

    /** Whether step {@code at}, the first of an expansion, is only reached again from inside it, or follows its call. */
    private static boolean inside(Spot[] steps, int at) {
        Spot previous = steps[at - 1];
        return previous.insn == steps[at].insn;
    }

    private Spot[] spots(int run) {
        return spots.computeIfAbsent(run, this::read);
    }

    private Spot[] read(int run) {
        RunPath path = recording.recording().path(run);
        List<Origin> origins = recording.recording().runs().get(run).program().origins();
        Spot[] all = new Spot[path.length()];
        int[] calls = new int[256];
        for (int i = 0; i < all.length; i++) {
            int depth = path.depths()[i];
            calls[depth] = path.insns()[i];
            all[i] = spot(origins, calls, depth);
        }
        return all;
    }

    /** In a kfunc body the instruction is the call that led there, the program's own or one that an expansion put there. */
    private static Spot spot(List<Origin> origins, int[] calls, int depth) {
        Origin here = origins.get(calls[depth]);
        for (int d = depth; d >= 0 && here.insn() < 0; d--) {
            Origin caller = origins.get(calls[d]);
            if (caller.insn() >= 0) {
                return caller.step() >= 0 ? new Spot(caller.insn(), caller.step(), here.step())
                        : new Spot(caller.insn(), here.step(), -1);
            }
        }
        return new Spot(here.insn(), here.step(), -1);
    }

    private String range() {
        return recording.packets().isEmpty() ? "none at all"
                : recording.packets().getFirst().index() + " to " + recording.packets().getLast().index();
    }

    private static ProblemException none(Coordinate coordinate, String what, String remedy) {
        return new ProblemException(Place.NOWHERE, "coordinate " + coordinate + ": " + what, remedy);
    }
}
