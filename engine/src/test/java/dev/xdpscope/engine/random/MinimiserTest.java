package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences are found and made small: the other engine here is our own with a mistake. */
class MinimiserTest {
    private static final int PROGRAMS = 5_000;
    private static final int TRIES = 3_000;

    private final Engine right = new Interpreted(new Coverage());

    @Test
    void onlyWhatIsOfInterestIsLeft() {
        int[] choices = new SplittableRandom(3).ints(500, 0, 1000).toArray();
        choices[321] = 777;
        assertArrayEquals(new int[]{777},
                Minimiser.minimise(choices, c -> Arrays.stream(c).anyMatch(v -> v == 777), c -> List.of(), TRIES));
        assertArrayEquals(new int[]{100},
                Minimiser.minimise(choices, c -> Arrays.stream(c).anyMatch(v -> v >= 100), c -> List.of(), TRIES));
        assertArrayEquals(new int[0], Minimiser.minimise(choices, c -> true, c -> List.of(), TRIES));
        assertArrayEquals(choices, Minimiser.minimise(choices, c -> false, c -> List.of(), TRIES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aWrongRemainder(long seed) {
        RandomProgram least = found(seed, insn -> insn instanceof Insn.Alu(var width, var op, int dst, var src)
                && op == Insn.AluOp.SMOD ? new Insn.Alu(width, Insn.AluOp.MOD, dst, src) : insn);
        assertTrue(least.program().code().stream().anyMatch(i -> i instanceof Insn.Alu a
                && a.op() == Insn.AluOp.SMOD), Saved.code(least)::toString);
        assertSmall(least, 16);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void aComparisonThatForgetsTheSign(long seed) {
        RandomProgram least = found(seed,
                insn -> insn instanceof Insn.Jump(var width, var op, int dst, Operand.Imm src, int off)
                        && op == Insn.JumpOp.JSGT
                                ? new Insn.Jump(width, Insn.JumpOp.JGT, dst, src, off) : insn);
        assertSmall(least, 16);
    }

    @Test
    void aHelperThatWritesTooLittle() {
        RandomProgram least = found(5,
                insn -> insn instanceof Insn.Alu(var width, var op, int dst, Operand.Imm(int value))
                        && op == Insn.AluOp.MOV && dst == 4 && value > 1
                                ? new Insn.Alu(width, op, dst, new Operand.Imm(value - 1)) : insn);
        assertSmall(least, 24);
    }

    private static void assertSmall(RandomProgram program, int instructions) {
        assertTrue(program.program().code().size() <= instructions, () -> String.join("\n", Saved.code(program)));
        assertEquals(14, program.data().length, "the least packet is enough");
    }

    /** The least program that is found on which an engine that does other instructions is wrong. */
    private RandomProgram found(long seed, UnaryOperator<Insn> mistake) {
        Engine wrong = random -> right.run(new RandomProgram(changed(random.program(), mistake), random.data(),
                random.metadata()));
        Predicate<int[]> differs = c -> Comparison.of(Generator.program(Choices.of(c)), wrong,
                right) instanceof Comparison.Different;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < PROGRAMS; i++) {
            Choices choices = Choices.random(random.split());
            Generator.program(choices);
            if (differs.test(choices.taken())) {
                return Generator.program(
                        Choices.of(Minimiser.minimise(choices.taken(), differs, Generator::statements, TRIES)));
            }
        }
        throw new AssertionError("none of " + PROGRAMS + " programs shows the mistake");
    }

    private static Program changed(Program program, UnaryOperator<Insn> mistake) {
        List<Insn> code = program.code().stream().map(mistake).toList();
        return TestProgram.of(code, program.kfuncs(), program.maps());
    }

    @Test
    void whatIsDifferentIsSaid() {
        RandomProgram program = Generator.program(Choices.of(new int[0]));
        Engine other = p -> right.run(p) instanceof Result.Ran r
                ? new Result.Ran(r.value() + 1, r.data(), r.metadata(), r.maps()) : new Result.Stopped("");
        assertEquals("kernel: returned 1\nours:   returned 0",
                assertInstanceOf(Comparison.Different.class, Comparison.of(program, right, other)).toString());
        assertEquals("kernel: returned 0\nours: Stopped[why=no]", assertInstanceOf(Comparison.Different.class,
                Comparison.of(program, p -> new Result.Stopped("no"), right)).toString());
        assertInstanceOf(Comparison.Refused.class,
                Comparison.of(program, right, p -> new Result.Stopped("too complex")));
        assertInstanceOf(Comparison.Same.class, Comparison.of(program, right, right));
    }
}
