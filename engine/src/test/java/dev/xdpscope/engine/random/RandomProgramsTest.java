package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.kernel.Access;
import dev.xdpscope.engine.kernel.Kernel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("xdpscope.programs", 2_000);

    private static Kernel kernel() {
        return switch (Access.open()) {
            case Access.Open(Kernel k) -> k;
            case Access.Closed(String why) ->
                    Assumptions.abort("the running kernel cannot be asked: " + why);
        };
    }

    @Test
    void prototype() {
        InKernel kernel = new InKernel(kernel());
        Coverage coverage = new Coverage();
        Interpreted ours = new Interpreted(coverage);
        SplittableRandom random = new SplittableRandom(Long.getLong("xdpscope.seed", 1));
        Map<String, Integer> reasons = new TreeMap<>();
        int differences = 0, refused = 0;
        long tg = 0, tk = 0, to = 0, insns = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            long t0 = System.nanoTime();
            Choices c = Choices.random(random.split());
            RandomProgram p = Generator.program(c);
            long t1 = System.nanoTime();
            Result k = kernel.run(p);
            long t2 = System.nanoTime();
            insns += p.program().code().size();
            tg += t1 - t0;
            tk += t2 - t1;
            if (k instanceof Result.Stopped(String why)) {
                refused++;
                String[] l = why.strip().split("\n");
                int n = l.length - 1;
                while (n > 0 && (l[n].startsWith("processed") || l[n].startsWith("verification time")))
                    n--;
                String r = l[n].replaceAll("[0-9]+", "N");
                if (reasons.merge(r, 1, Integer::sum) == 1) {
                    System.out.println("program " + i + ": " + why.substring(Math.max(0, why.length() - 1500)));
                }
                continue;
            }
            long t3 = System.nanoTime();
            Result o = ours.run(p);
            to += System.nanoTime() - t3;
            if (!o.equals(k)) {
                if (differences++ < 3) {
                    System.out.println("program " + i + " differs\n" + k + "\n" + o);
                    for (int j = 0; j < p.program().code().size(); j++)
                        System.out.println(j + ": " + Disassembler.text(p.program().code().get(j)));
                }
            }
        }
        System.out.println("refused " + refused + " " + reasons + " differences " + differences);
        System.out.println("us per program: gen " + tg / 1000 / PROGRAMS + " kernel " + tk / 1000 / PROGRAMS + " ours "
                + to / 1000 / PROGRAMS + " insns " + insns / PROGRAMS);
        System.out.println(coverage.missing());
        assertEquals(0, differences);
    }
}
