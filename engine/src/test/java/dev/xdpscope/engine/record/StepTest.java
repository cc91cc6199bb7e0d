package dev.xdpscope.engine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a recording says about single steps, states and runs. */
class StepTest {
    private static final String MOVE = "r2 = *(u16 *)(r1 +2)\nr2 += 1\n*(u16 *)(r1 +2) = r2\nexit";

    private static String text(MemoryAccess a) {
        return (a.write() ? "write " : "read ") + a.size() + ": " + HexFormat.of().formatHex(a.before()) + " "
                + HexFormat.of().formatHex(a.after());
    }

    @Test
    void accessesAreThoseOfTheStepWithTheBytesBeforeAndAfter() {
        TestBench bench = TestBench.of(MOVE);
        Region data = bench.region("data", 8);
        data.write(2, 2, 0x1234);
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0, data.address(0));
        List<Step> steps = recorder.finish().steps(0, 0, 4);
        assertEquals(List.of(List.of("read 2: 3412 3412"), List.of(), List.of("write 2: 3412 3512"), List.of()),
                steps.stream().map(s -> s.accesses().stream().map(StepTest::text).toList()).toList());
        MemoryAccess write = steps.get(2).accesses().getFirst();
        assertEquals(data.address(2), write.address());
        assertEquals(List.of(false, true, true, false),
                Stream.of(1, 2, 3, 4).map(at -> write.covers(data.address(at))).toList());
    }

    @Test
    void theSimulationsOwnMemoryIsNoBusinessOfAStep() {
        TestBench bench = TestBench.of(TestProgram.of("""
                *(u32 *)(r10 -4) = 1
                *(u64 *)(r10 -16) = 2
                r1 = map[h]
                r2 = r10
                r2 += -4
                r3 = r10
                r3 += -16
                r4 = 0
                call bpf_map_update_elem
                exit
                """, TestBench.map("h", MapSpec.HASH, 4, 8, 4)));
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        Recording recording = recorder.finish();
        State after = recording.at(new Position(0, recording.runs().getFirst().steps()));
        List<MemoryAccess> accesses = recording.steps(0, 0, 100).stream().flatMap(s -> s.accesses().stream()).toList();
        assertTrue(accesses.size() > 2, "the helper reads the key at least");
        for (MemoryAccess access : accesses) {
            assertFalse(after.region(access.address()).orElseThrow().spec().kind() == Region.Kind.HOST);
        }
    }

    @Test
    void aPathNamesInstructionsAndCallers() {
        TestBench bench = TestBench.of("r6 = 1\ncall f\nexit\nf: call g\nexit\ng: r0 = 1\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        Recording recording = recorder.finish();
        recording.at(new Position(0, 5));
        RunPath path = recording.path(0);
        assertArrayEquals(new int[]{0, 1, 3, 5, 6, 4, 2}, path.insns());
        assertArrayEquals(new byte[]{0, 0, 1, 2, 2, 1, 0}, path.depths());
        assertEquals(2, recording.at(new Position(0, 3)).frames().size());
        recording.at(new Position(0, 6));
        assertEquals(5, recording.<Integer>read(new Position(0, 3), Machine::pc));
    }

    /** From each position of two runs to each: nothing of where the reader was before stays. */
    @Test
    void whereOneWasDoesNotMatter() {
        TestBench bench = TestBench.of(MOVE);
        Region data = bench.region("data", 8);
        Recorder recorder = new Recorder(bench.machine(), 100);
        for (int run = 0; run < 2; run++) {
            data.write(2, 2, 100 * (run + 1));
            recorder.run(Stage.XDP, bench.executable(), 0, data.address(0));
        }
        Recording recording = recorder.finish();
        for (long from = 0; from < recording.size(); from++) {
            for (long to = 0; to < recording.size(); to++) {
                recording.at(recording.position(from));
                Position at = recording.position(to);
                State state = recording.at(at);
                long begin = 100 * (at.run() + 1L);
                assertEquals(at.step() == 0 ? 0 : begin + (at.step() > 1 ? 1 : 0), state.register(2));
                assertEquals(Optional.of(begin + (at.step() > 2 ? 1 : 0)), state.number(data.address(2), 2));
                assertEquals(at.step() == 4, state.outcome().isPresent());
            }
        }
    }

    /** After a fault in a function, so that there is something to come to rest from. */
    @Test
    void aMomentShowsWhatTheKernelDidAfterARun() {
        TestBench bench = TestBench.of("r6 = r1\ncall f\nexit\nf: r0 = *(u64 *)(r2 +0)\nexit");
        Region data = bench.region("data", 8);
        Recorder recorder = new Recorder(bench.machine(), 100);
        Run first = recorder.run(Stage.XDP, bench.executable(), 0, data.address(0));
        data.write(0, 8, 77);
        Run moment = recorder.moment(Stage.SKB);
        Recording recording = recorder.finish();
        assertEquals(List.of(first, moment), recording.runs());
        assertEquals(List.of(0, 1), recording.runs().stream().map(Run::index).toList());
        assertEquals(List.of(Stage.XDP, Stage.SKB), recording.runs().stream().map(Run::stage).toList());
        assertEquals(bench.executable().program(), first.program());
        assertEquals(bench.executable().program(), moment.program());
        assertEquals(0, moment.steps());
        assertEquals(new Outcome.Returned(0), moment.outcome());
        State after = recording.at(new Position(1, 0));
        assertEquals(List.of(), after.frames());
        assertEquals(Optional.of(77L), after.number(data.address(0), 8));
        assertEquals(Optional.of(0L), recording.at(new Position(0, first.steps())).number(data.address(0), 8));
        assertEquals(1, recording.at(new Position(0, first.steps())).frames().size());
    }

    @Test
    void aStateKnowsWhatCanBeAccessed() {
        TestBench bench = TestBench.of("exit");
        Region data = bench.region("data", 16);
        data.bound(4, 12);
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        State state = recorder.finish().at(new Position(0, 0));
        assertEquals(4, state.low(data));
        assertEquals(12, state.high(data));
        assertTrue(state.regions().contains(data));
        assertEquals(Optional.of(data), state.region(data.address(16)));
        assertEquals(16, state.bytes(data.address(0), 16).orElseThrow().length);
        assertEquals(0, state.bytes(data.address(0), 0).orElseThrow().length);
    }

    @Test
    void positionsComeInTheOrderOfRunsAndSteps() {
        List<Position> order = List.of(new Position(0, 1), new Position(0, 9), new Position(1, 0), new Position(1, 2));
        assertEquals(order, order.reversed().stream().sorted().toList());
        assertEquals(0, new Position(1, 2).compareTo(new Position(1, 2)));
    }
}
