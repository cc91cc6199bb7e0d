package dev.xdpscope.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Machine;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which branches a step owes its execution to. */
final class DecisionsTest {

    @Test
    void branchesThatLeadThereEitherWayDoNotDecide() {
        assertEquals(List.of(), deciding(4, """
                if r1 == 0 goto join
                r2 = 1
                goto join
                r2 = 2
                join: r3 = 7
                exit
                """));
    }

    @Test
    void theBranchIntoAnArmDecidesAndSoDoesWhatLedToIt() {
        assertEquals(List.of(1, 2), deciding(3, """
                if r1 == 5 goto pc+0
                if r1 == 1 goto out
                if r1 == 2 goto out
                r3 = 7
                out: exit
                """));
    }

    @Test
    void everyRoundOfALoopOwesItToTheRoundsBefore() {
        assertEquals(List.of(2, 2), deciding(1, """
                r2 = 3
                r2 += -1
                if r2 != 0 goto pc-2
                exit
                """));
    }

    /** With constants of two slots and jumps forward on every way. */
    @Test
    void eachArmOwesItToTheBranchAndWhatFollowsBothDoesNot() {
        String source = """
                r4 = 0x100000000 ll
                if r1 %s 0 goto other
                r2 = 1
                goto join
                r6 = 1
                r6 = 2
                other: r2 = 0x200000000 ll
                r2 += 1
                join: r3 = 7
                exit
                """;
        String toOther = source.formatted("==");
        assertEquals(List.of(2), deciding(7, toOther));
        assertEquals(List.of(2), deciding(9, toOther));
        assertEquals(List.of(), deciding(10, toOther));
        String past = source.formatted("!=");
        assertEquals(List.of(2), deciding(3, past));
        assertEquals(List.of(2), deciding(4, past));
        assertEquals(List.of(), deciding(10, past));
    }

    /** Without the step there would be no end to the loop, so that no branch of it leads elsewhere. */
    @Test
    void theOnlyWayOutOfALoopOwesItToNoBranch() {
        assertEquals(List.of(), deciding(3, "r2 = 3\nr2 += -1\nif r2 != 0 goto pc-2\nr3 = 7\nexit"));
    }

    @Test
    void anEarlierCallOfTheFunctionDecidesNothing() {
        assertEquals(List.of(4), deciding(5, """
                call f
                r6 = 1
                call f
                exit
                f: if r6 == 9 goto out
                r3 = 7
                out: exit
                """));
    }

    /** Deciding branches of the last execution of {@code insn}, by instruction. */
    private static List<Integer> deciding(int insn, String source) {
        Memory memory = new Memory();
        Machine machine = new Machine(memory, KernelState.create(memory));
        List<Insn> code = Assembler.assemble(source, Symbols.NONE);
        List<Origin> origins = IntStream.range(0, code.size()).mapToObj(Origin::source).toList();
        Program program = new Program("test", "xdp", code, origins, new TreeMap<>(),
                List.of(new ProgramFunction("test", 0, code.size(), ProgramFunction.Kind.MAIN)), List.of(), List.of());
        Recorder recorder = new Recorder(machine, 1000);
        recorder.run(Stage.XDP, Executable.of(program, Maps.create(memory, List.of(), 1), Calls.none()), 0);
        Recording recording = recorder.finish();
        List<Step> steps = recording.steps(0, 0, recording.runs().getFirst().steps());
        Step last = steps.reversed().stream().filter(s -> s.insn() == insn).findFirst().orElseThrow();
        return Decisions.of(recording, program, last).stream().map(Step::insn).toList();
    }
}
