package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelMaps;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.kernel.check.CodeComparison;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the running kernel's verifier makes of random programs is ours, but for what its known rules explain. */
class RandomTranslationTest {
    private static final int PROGRAMS = Integer.getInteger("xdpscope.translations", 300);

    @Test
    void everyInstructionIsTheSameOrExplained() {
        Kernel kernel = switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        };
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Integer> rules = new TreeMap<>();
        int compared = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            RandomProgram chosen = Generator.program(Choices.random(random.split()));
            Program program = chosen.program();
            Optional<CodeComparison> comparison = compare(kernel, chosen);
            if (comparison.isPresent()) {
                compared++;
                comparison.get().rules().forEach((rule, n) -> rules.merge(rule, n, Integer::sum));
                assertEquals(List.of(), comparison.get().differences(), () -> "program " + text(program));
            }
        }
        assertTrue(compared > PROGRAMS * 9 / 10, "only " + compared + " programs were taken");
        assertTrue(rules.containsKey("removed: branch never taken") && rules.containsKey("division by zero gives 0"),
                rules::toString);
    }

    private static Optional<CodeComparison> compare(Kernel kernel, RandomProgram random) {
        Program program = random.program();
        try (KernelMaps maps = kernel.create(program.maps(), Optional.empty()).value("maps")) {
            return switch (kernel.load(program, maps.all(), LoadRequest.of(LoadRequest.Hook.XDP, "GPL"),
                    InKernel.types(random))) {
                case Answer.Refused<KernelProgram> refused -> Optional.empty();
                case Answer.Done<KernelProgram>(KernelProgram loaded) -> {
                    try (loaded) {
                        Program ours = new CtxRewrite(CtxFields.NONE, XdpLayout.of(kernel.types()).orElseThrow())
                                .apply(program);
                        yield Optional.of(CodeComparison.of(ours, loaded.translated(),
                                maps.all().stream().map(KernelMap::id).toList(), kernel.symbols(), new BitSet()));
                    }
                }
            };
        }
    }

    private static String text(Program program) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < program.code().size(); i++) {
            text.append('\n').append(i).append(": ").append(Disassembler.text(program.code().get(i)));
        }
        return text.toString();
    }
}
