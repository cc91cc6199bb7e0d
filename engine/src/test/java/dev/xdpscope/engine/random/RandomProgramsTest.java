package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random programs do in our interpreter what they do in the running kernel: the system properties {@code xdpscope.programs} and
 * {@code xdpscope.seed} give another number of them and another beginning. A program that does not is made as small as can be
 * and saved in {@link SavedPrograms#FOLDER}, with what the kernel made of it.
 */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("xdpscope.programs", 2_000);
    private static final long SEED = Long.getLong("xdpscope.seed", 1);

    /** So many that each kind of instruction is among them. */
    private static final int ENOUGH = 2_000;

    private static final int MOST_DIFFERENCES = 3;
    private static final int TRIES = 8_000;

    private final Coverage coverage = new Coverage();
    private final Engine ours = new Interpreted(coverage);
    private Engine kernel;

    @BeforeEach
    void permitted() {
        kernel = new InKernel(kernel());
    }

    static Kernel kernel() {
        return switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        };
    }

    @Test
    void sameResultsInTheKernel() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Integer> refusals = new TreeMap<>();
        Map<String, String> differences = new TreeMap<>();
        for (int i = 0; i < PROGRAMS && differences.size() < MOST_DIFFERENCES; i++) {
            Choices choices = Choices.random(random.split());
            switch (Comparison.of(Generator.program(choices), ours, kernel)) {
                case Comparison.Same same -> {}
                case Comparison.Refused(String why) -> refusals.merge(Refusals.reason(why), 1, Integer::sum);
                case Comparison.Different different -> {
                    String name = "difference-" + SEED + "-" + i + ".txt";
                    differences.put(name, save(name, choices.taken()));
                }
            }
        }
        int refused = refusals.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(PROGRAMS + " random programs from seed " + SEED + ": " + refused + " refused " + refusals
                + ", " + differences.size() + " different");
        assertEquals(Map.of(), differences, "programs saved in " + SavedPrograms.FOLDER);
        assertTrue(refused <= PROGRAMS / 10, "too many programs were refused: " + refusals);
        assertEquals(Set.of(), PROGRAMS >= ENOUGH ? coverage.missing() : Set.of(), "kinds never executed");
    }

    /** @return what is different about the least program that is found, and its code */
    private String save(String name, int[] choices) {
        int[] least = Minimiser.minimise(choices, c -> difference(c).isPresent(), Generator::statements, TRIES);
        Comparison.Different difference = difference(least).orElseThrow();
        RandomProgram program = Generator.program(Choices.of(least));
        SavedPrograms.write(name, List.of(new Saved(name, program, difference.kernel())));
        return difference + "\n" + String.join("\n", Saved.code(program)) + "\n";
    }

    private Optional<Comparison.Different> difference(int[] choices) {
        return Comparison.of(Generator.program(Choices.of(choices)), ours,
                kernel) instanceof Comparison.Different d ? Optional.of(d) : Optional.empty();
    }
}
