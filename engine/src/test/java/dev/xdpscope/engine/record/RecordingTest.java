package dev.xdpscope.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long runs, faults, and the numbering of positions. */
class RecordingTest {
    /** Counts in a register and in memory, three instructions a round. */
    private static final String COUNTER = """
            r2 = 333333
            top:
            r0 += 1
            *(u64 *)(r1 +0) = r0
            if r0 != r2 goto top
            exit
            """;

    @Test
    void seeksAnywhereInAMillionSteps() {
        TestBench bench = TestBench.of(COUNTER);
        Region region = bench.region("counter", 8);
        Recorder recorder = new Recorder(bench.machine(), 2_000_000);
        Run run = recorder.run(Stage.XDP, bench.executable(), 0, region.address(0));
        Recording recording = recorder.finish();
        assertEquals(1_000_001, run.steps());
        assertEquals(new Outcome.Returned(333_333), run.outcome());
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            long step = i == 0 ? run.steps() : random.nextLong(1, run.steps());
            State state = recording.at(new Position(0, step));
            // After the first instruction each round of three adds one to r0, then to memory.
            long counted = Math.min(333_333, (step - 1 + 2) / 3);
            long stored = Math.min(333_333, (step - 1 + 1) / 3);
            assertEquals(counted, state.register(0), "r0 after " + step);
            assertEquals(Optional.of(stored), state.number(region.address(0), 8), "memory after " + step);
        }
    }

    @Test
    void positionsAreNumberedThroughAllRuns() {
        TestBench bench = TestBench.of("r0 = 1\nr0 = 2\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        recorder.run(Stage.XDP, bench.executable(), 1);
        Recording recording = recorder.finish();
        List<Position> all = List.of(new Position(0, 0), new Position(0, 1), new Position(0, 2), new Position(0, 3),
                new Position(1, 0), new Position(1, 1), new Position(1, 2));
        assertEquals(all.size(), recording.size());
        for (int i = 0; i < all.size(); i++) {
            assertEquals(all.get(i), recording.position(i));
            assertEquals(i, recording.index(all.get(i)));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> recording.position(7));
        assertThrows(IndexOutOfBoundsException.class, () -> recording.position(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> recording.at(new Position(0, 4)));
    }

    @Test
    void aFaultIsTheLastStepAndChangesNothing() {
        TestBench bench = TestBench.of("r1 = 5\nr1 = *(u64 *)(r1 +0)\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        Run run = recorder.run(Stage.XDP, bench.executable(), 0);
        Recording recording = recorder.finish();
        assertEquals(2, run.steps());
        Step last = recording.steps(0, 1, 2).getFirst();
        assertEquals(1, last.insn());
        assertEquals(List.of(), last.registers());
        assertEquals(List.of(), last.accesses());
        assertEquals(Optional.of(run.outcome()), recording.at(new Position(0, 2)).outcome());
        assertEquals(Optional.empty(), recording.at(new Position(0, 1)).outcome());
        assertEquals(1, recording.at(new Position(0, 2)).pc());
    }

    @Test
    void aRunOverBudgetCanBeReadToItsEnd() {
        TestBench bench = TestBench.of("top: r0 += 1\ngoto top");
        Recorder recorder = new Recorder(bench.machine(), 9000);
        Run run = recorder.run(Stage.XDP, bench.executable(), 0);
        Recording recording = recorder.finish();
        assertEquals(9000, run.steps());
        for (long step : new long[]{9000, 0, 8999, 4096, 9000}) {
            State state = recording.at(new Position(0, step));
            assertEquals((step + 1) / 2, state.register(0));
            assertEquals(step == 9000, state.outcome().isPresent());
        }
        assertEquals(9000, recording.path(0).length());
    }

    @Test
    void runningOffTheEndIsAStepThatCanBeRead() {
        TestBench bench = TestBench.of("r0 = 1");
        Recorder recorder = new Recorder(bench.machine(), 100);
        assertEquals(2, recorder.run(Stage.XDP, bench.executable(), 0).steps());
        Recording recording = recorder.finish();
        assertEquals(List.of(0, 1), recording.steps(0, 0, 2).stream().map(Step::insn).toList());
    }

    @Test
    void enteringAFunctionDoesNotWriteItsResult() {
        TestBench bench = TestBench.of("r0 = 4\ncall f\nexit\nf: r0 = 5\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        Step call = recorder.finish().steps(0, 1, 2).getFirst();
        assertEquals(List.of(10), call.registers().stream().map(RegisterChange::register).toList());
    }

    @Test
    void writingTheSameValueAgainIsAChange() {
        TestBench bench = TestBench.of("r3 = 0\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        assertEquals(List.of(new RegisterChange(3, 0, 0)), recorder.finish().steps(0, 0, 1).getFirst().registers());
    }

    @Test
    void eventsNameTheStepThatCausedThem() {
        TestBench bench = TestBench.of("r6 = 1\ncall bpf_ktime_get_ns\ncall bpf_get_smp_processor_id\nexit");
        Recorder recorder = new Recorder(bench.machine(), 100);
        Run run = recorder.run(Stage.XDP, bench.executable(), 0);
        assertEquals(List.of(1L, 2L), run.events().stream().map(Run.Happened::step).toList());
        Recording recording = recorder.finish();
        recording.steps(0, 0, 4);
        assertEquals(2, run.events().size());
    }

    @Test
    void bytesOutsideMemoryAreEmpty() {
        TestBench bench = TestBench.of("exit");
        Region region = bench.region("data", 8);
        Recorder recorder = new Recorder(bench.machine(), 100);
        recorder.run(Stage.XDP, bench.executable(), 0);
        State state = recorder.finish().at(new Position(0, 0));
        assertTrue(state.bytes(region.address(0), 8).isPresent());
        for (int length : new int[]{9, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertTrue(state.bytes(region.address(0), length).isEmpty());
        }
        assertTrue(state.bytes(region.address(-1), 1).isEmpty());
        assertTrue(state.bytes(77, 1).isEmpty());
    }
}
