package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is chosen makes a program that runs to its end. */
class GeneratorTest {
    private static final int PROGRAMS = 2_000;

    @Test
    void programsRunToTheirEndAndExecuteEveryKindOfInstruction() {
        Coverage coverage = new Coverage();
        Engine ours = new Interpreted(coverage);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < PROGRAMS; i++) {
            RandomProgram program = Generator.program(Choices.random(random.split()));
            assertInstanceOf(Result.Ran.class, ours.run(program), () -> String.join("\n", Saved.code(program)));
        }
        assertEquals(Set.of(), coverage.missing());
    }

    @Test
    void anyListOfChoicesMakesAProgram() {
        Engine ours = new Interpreted(new Coverage());
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < PROGRAMS; i++) {
            int[] choices = random.ints(random.nextInt(300), 0, 1 << random.nextInt(1, 20)).toArray();
            RandomProgram program = Generator.program(Choices.of(choices));
            assertInstanceOf(Result.Ran.class, ours.run(program), () -> String.join("\n", Saved.code(program)));
        }
    }

    @Test
    void theSameChoicesMakeTheSameProgram() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 200; i++) {
            Choices choices = Choices.random(random.split());
            RandomProgram program = Generator.program(choices);
            RandomProgram again = Generator.program(Choices.of(choices.taken()));
            assertEquals(Saved.code(program), Saved.code(again));
            assertEquals(program.program().maps(), again.program().maps());
        }
    }

    @Test
    void noChoicesMakeTheSimplestProgram() {
        RandomProgram program = Generator.program(Choices.of(new int[0]));
        assertTrue(program.program().code().size() <= 4, Saved.code(program)::toString);
        assertEquals(14, program.data().length);
    }
}
