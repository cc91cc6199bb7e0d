package dev.xdpscope.engine.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Chooses anew the programs of corpus.txt, which machines replay that have no kernel to ask: small ones, until each kind of
 * instruction is executed in several.
 */
@EnabledIfSystemProperty(named = "xdpscope.corpus", matches = "write",
        disabledReason = "the corpus is written on demand")
class CorpusTest {
    private static final int PROGRAMS = 40_000;
    private static final int OF_EACH_KIND = 6;
    private static final int LONGEST = 2_500;

    @Test
    void write() {
        Engine kernel = new InKernel(RandomProgramsTest.kernel());
        SplittableRandom random = new SplittableRandom(20_26);
        Map<String, Integer> kinds = new HashMap<>();
        List<Saved> chosen = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            RandomProgram program = Generator.program(Choices.random(random.split()));
            Coverage coverage = new Coverage();
            new Interpreted(coverage).run(program);
            if (coverage.counts().keySet().stream().allMatch(k -> kinds.getOrDefault(k, 0) >= OF_EACH_KIND)
                    || !(kernel.run(program) instanceof Result.Ran result)) {
                continue;
            }
            Saved saved = new Saved("corpus " + i, program, result);
            if (saved.text().length() <= LONGEST) {
                chosen.add(saved);
                coverage.counts().keySet().forEach(k -> kinds.merge(k, 1, Integer::sum));
            }
        }
        SavedPrograms.write("corpus.txt", chosen);
    }
}
