package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Navigator;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A program whose loops the kernel runs: stepping, seeking, and where the callbacks' values come from. */
final class LoopsTest {
    private static final int LOOP = 181;
    /** Bytes of the packet. */
    private static final int TURNS = 42;

    private static ScenarioRecording recorded;
    private static Recording recording;
    private static Run run;
    private static Position call;

    @BeforeAll
    static void record() {
        recorded = Lab.run(Samples.scenario("loops/scenario.json").with(Change.limit(3)));
        recording = recorded.recording();
        run = recorded.packets().getFirst().program();
        int[] path = recording.path(run.index()).insns();
        int at = 0;
        while (!(run.program().code().get(path[at]) instanceof Insn.CallHelper(int id) && id == LOOP)) {
            at++;
        }
        call = new Position(run.index(), at);
    }

    @Test
    void overACallOfLoopIsOverAllOfItsTurns() {
        Navigator navigator = new Navigator(recorded);
        Position behind = navigator.over(call).orElseThrow();
        assertEquals(recording.at(call).pc() + 1, recording.at(behind).pc());
        assertEquals(TURNS + 1, recording.at(behind).register(0),
                "the packet's bytes, and the turn that finds its end");
        Position inside = navigator.into(call).orElseThrow();
        assertEquals(1, recording.at(inside).frames().size());
        assertEquals(behind, navigator.out(inside).orElseThrow());
        assertEquals(call, navigator.backOver(behind).orElseThrow());
        String first = recorded.coordinates().of(inside).toString();
        assertEquals(inside, recorded.coordinates().find(Coordinate.parse(first)));
        Position last = recorded.coordinates().find(Coordinate.parse(first + "#" + (TURNS + 1)));
        assertEquals(TURNS, recording.at(last).register(1));
        assertEquals(behind, navigator.out(last).orElseThrow());
    }

    private static List<Object> state(long step) {
        return recording.read(new Position(run.index(), step), machine -> {
            List<Object> all = new ArrayList<>(List.of(machine.pc(), machine.frames()));
            for (int r = 0; r <= 10; r++) {
                all.add(machine.register(r));
            }
            machine.memory().regions().forEach(r -> all.add(java.util.Arrays.hashCode(r.bytes(0, r.size()))));
            return all;
        });
    }

    @Test
    void seekingBackIntoACallbackIsRunningForwardToIt() {
        List<List<Object>> forward = new ArrayList<>();
        for (long step = 0; step <= run.steps(); step++) {
            forward.add(state(step));
        }
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            long step = random.nextLong(run.steps());
            assertEquals(forward.get((int) step), state(step), "step " + step);
        }
        for (long step = call.step() + 400; step > call.step(); step--) {
            assertEquals(forward.get((int) step), state(step), "step " + step);
        }
    }

    @Test
    void theTurnsNumberIsOfTheHelpersMakingAndTheContextOfTheCallersStack() {
        Position inside = new Position(run.index(), call.step() + 1);
        int insn = recording.at(call).pc();
        for (Position at : List.of(inside, later(inside, 9))) {
            assertEquals(List.of(new ValueSource.Call(insn, "bpf_loop")), sources(at, 1));
            assertEquals(List.of(new ValueSource.Argument(10)), sources(at, 2).stream()
                    .filter(s -> !(s instanceof ValueSource.Constant)).toList(), "fp-16 of the caller");
        }
        assertEquals(List.of(new ValueSource.Call(insn, "bpf_loop")),
                sources(new Navigator(recorded).over(call).orElseThrow(), 0));
    }

    /** The beginning of a later turn. */
    private static Position later(Position inside, int turns) {
        Coordinate first = recorded.coordinates().of(inside);
        return recorded.coordinates().find(Coordinate.parse(first + "#" + (1 + turns)));
    }

    private static List<ValueSource> sources(Position at, int register) {
        return OriginWalk.of(recording, run.program(), at, new Location.Register(register)).sources();
    }

    @Test
    void whatTheCoreDoesForEveryProgramIsNoEventOfAPacket() {
        assertTrue(recorded.events().stream().noneMatch(e -> e.text().contains("bpf_iter_num")));
    }
}
