package dev.xdpscope.engine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A recording can be read in any order, and every reading of a position is the same. */
class RecordingPropertyTest {
    private static final int RECORDINGS = 150;
    private static final int SEEKS = 40;

    /** Everything there is to see at a position, as text. */
    private static String fingerprint(TestBench bench, Recording recording, Position position) {
        return recording.read(position, machine -> {
            StringBuilder all = new StringBuilder();
            IntStream.range(0, 11).forEach(r -> all.append(machine.register(r)).append(' '));
            all.append(machine.pc()).append(' ').append(machine.steps()).append(machine.frames())
                    .append(machine.outcome());
            for (Region region : machine.memory().regions()) {
                all.append(region.low()).append(region.high()).append(Arrays.hashCode(region.bytes(0, region.size())));
            }
            for (int map = 0; map < 3; map++) {
                for (BpfMap.Entry entry : bench.map(map).entries()) {
                    all.append(HexFormat.of().formatHex(entry.key()));
                    entry.values().forEach(v -> all.append(HexFormat.of().formatHex(v)));
                }
            }
            return all.toString();
        });
    }

    /** Runs a recorded run again from its first position, step by step, and notes each state. */
    private static List<String> straight(TestBench bench, Recording recording, int run) {
        List<String> all = new ArrayList<>();
        for (long step = 0; step <= recording.runs().get(run).steps(); step++) {
            all.add(fingerprint(bench, recording, new Position(run, step)));
        }
        return all;
    }

    @Test
    void anyOrderOfSeekingGivesTheStatesOfAStraightRun() {
        for (int seed = 0; seed < RECORDINGS; seed++) {
            Random random = new Random(seed);
            TestBench bench = TestBench.of(RecordedProgram.random(random));
            Recording recording = RecordedProgram.record(bench, random);
            for (Run run : recording.runs()) {
                assertEquals(Optional.of(run.outcome()),
                        recording.at(new Position(run.index(), run.steps())).outcome());
            }
            List<List<String>> states = IntStream.range(0, 3).mapToObj(r -> straight(bench, recording, r)).toList();
            for (int i = 0; i < SEEKS; i++) {
                Position at = recording.position(random.nextLong(recording.size()));
                assertEquals(states.get(at.run()).get((int) at.step()), fingerprint(bench, recording, at));
                // Forward n, back n.
                long there = Math.min(recording.size() - 1, recording.index(at) + random.nextInt(300));
                fingerprint(bench, recording, recording.position(there));
                assertEquals(states.get(at.run()).get((int) at.step()), fingerprint(bench, recording, at));
            }
        }
    }

    @Test
    void stepsAreExactlyTheDifferenceBetweenNeighbours() {
        for (int seed = 0; seed < RECORDINGS; seed++) {
            Random random = new Random(1000 + seed);
            Program program = RecordedProgram.random(random);
            TestBench bench = TestBench.of(program);
            Recording recording = RecordedProgram.record(bench, random);
            for (Run run : recording.runs()) {
                long from = random.nextLong(run.steps());
                for (Step step : recording.steps(run.index(), from, Math.min(run.steps(), from + 60))) {
                    State before = recording.at(step.position());
                    State after = recording.at(new Position(run.index(), step.position().step() + 1));
                    assertEquals(before.pc(), step.insn());
                    assertEquals(before.frames().size(), step.depth());
                    assertRegisters(program, step, before, after);
                    assertMemory(step, before, after);
                }
            }
        }
    }

    private static void assertRegisters(Program program, Step step, State before, State after) {
        long[] registers = IntStream.range(0, 11).mapToLong(before::register).toArray();
        for (RegisterChange change : step.registers()) {
            assertEquals(registers[change.register()], change.before());
            registers[change.register()] = change.after();
            assertTrue(change.before() != change.after()
                    || Registers.written(program.code().get(step.insn())).contains(change.register()));
        }
        assertArrayEquals(IntStream.range(0, 11).mapToLong(after::register).toArray(), registers);
    }

    /** Applies the writes to the bytes before; regions of the simulation's own bookkeeping are not part of a step. */
    private static void assertMemory(Step step, State before, State after) {
        for (Region region : before.regions()) {
            if (region.spec().kind() == Region.Kind.HOST) {
                continue;
            }
            byte[] bytes = before.bytes(region.address(0), region.size()).orElseThrow();
            byte[] expected = after.bytes(region.address(0), region.size()).orElseThrow();
            for (MemoryAccess access : step.accesses()) {
                if (before.region(access.address()).orElseThrow() == region) {
                    int offset = Memory.offset(access.address());
                    assertTrue(access.write() || Arrays.equals(access.before(), access.after()));
                    System.arraycopy(access.after(), 0, bytes, offset, access.size());
                }
            }
            assertArrayEquals(expected, bytes);
        }
    }

    @Test
    void aPathIsTheInstructionsOfTheSteps() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(2000 + seed);
            TestBench bench = TestBench.of(RecordedProgram.random(random));
            Recording recording = RecordedProgram.record(bench, random);
            for (Run run : recording.runs()) {
                RunPath path = recording.path(run.index());
                List<Step> steps = recording.steps(run.index(), 0, Long.MAX_VALUE);
                assertEquals(run.steps(), path.length());
                assertArrayEquals(steps.stream().mapToInt(Step::insn).toArray(), path.insns());
                for (int i = 0; i < path.length(); i++) {
                    assertEquals(steps.get(i).depth(), path.depths()[i]);
                }
            }
        }
    }
}
