package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of helpers are refused where the verifier refuses them, and nowhere else. */
final class HelperCheckTest {
    private static final List<String> WORDS =
            List.of("invalid func", "cannot use helper", "cannot call GPL-restricted");

    /** Two words that no one can change: 0 and 1. */
    private static final MapSpec CONSTANTS = new MapSpec(".rodata", MapSpec.ARRAY, 4, 8, 1, MapSpec.RDONLY_PROG,
            Optional.of(new byte[]{0, 0, 0, 0, 1, 0, 0, 0}), Optional.empty(), Optional.empty());

    private static Program program(String source) {
        List<Insn> code = new ArrayList<>(Assembler.assemble(source.replace(";", "\n"), Symbols.NONE));
        // The constants stand for an address that assembly has no name for here.
        code.replaceAll(insn -> insn.equals(new Insn.LoadImm64(1, new Imm64.Value(0xc0457)))
                ? new Insn.LoadImm64(1, new Imm64.MapValue(0, 0)) : insn);
        return new Program("prog", "xdp", code, IntStream.range(0, code.size()).mapToObj(Origin::source).toList(),
                new TreeMap<>(), List.of(new ProgramFunction("prog", 0, code.size(), ProgramFunction.Kind.MAIN)),
                List.of(CONSTANTS),
                List.of());
    }

    private static Optional<ProblemException> refusal(Program program, boolean gpl) {
        try {
            HelperCheck.check(program, gpl);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e);
        }
    }

    @Test
    void aCallIsRefusedWithItsPlace() {
        ProblemException e = refusal(program("r1 = 0; call bpf_skb_store_bytes; exit"), true).orElseThrow();
        assertEquals("program of this type cannot use helper bpf_skb_store_bytes#9: -EINVAL", e.what());
        assertEquals(OptionalInt.of(1), e.place().insn());
        assertEquals("invalid func unknown#212: -EINVAL",
                refusal(program("call 212; exit"), true).orElseThrow().what());
    }

    @Test
    void everyHelperAsTheRunningKernel() {
        Kernel kernel = kernel();
        for (int id = 0; id < 250; id++) {
            for (boolean gpl : new boolean[]{true, false}) {
                compare(kernel, program("call " + id + "; exit"), gpl);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "r1 = 0; if r1 == 0 goto pc+1; call 9; r0 = 0; exit",
        "r1 = 1; if r1 == 0 goto pc+1; call 9; r0 = 0; exit",
        "r1 = 7; r1 <<= 32; r1 s>>= 32; if w1 s> 6 goto pc+1; call 9; r0 = 0; exit",
        "r1 = 0xc0457 ll; r1 = *(u32 *)(r1 +0); if r1 != 0 goto pc+2; r0 = 0; exit; call 9; exit",
        "r1 = 0xc0457 ll; r1 = *(u32 *)(r1 +4); if r1 != 0 goto pc+2; r0 = 0; exit; call 9; exit",
        "r1 = *(u32 *)(r1 +12); if r1 != 0 goto pc+2; r0 = 0; exit; call 9; exit",
        "r6 = 5; call 5; if r6 == 5 goto pc+1; call 9; r0 = 0; exit",
        "r6 = 3; r0 = 0; if r0 == 1 goto pc+2; r0 += 1; if r6 > r0 goto pc-3; exit",
        "r0 = 0; exit"})
    void callsThatAreNeverReachedAreNotLookedAt(String source) {
        compare(kernel(), program(source), true);
    }

    private static Kernel kernel() {
        return switch (KernelAccess.open()) {
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
            case KernelAccess.Open(Kernel kernel) -> {
                Assumptions.assumeTrue(Kernel.release().startsWith("6.18."), "the list is of Linux 6.18, this is "
                        + Kernel.release());
                yield kernel;
            }
        };
    }

    private static void compare(Kernel kernel, Program program, boolean gpl) {
        String said;
        try (KernelMap map = kernel.create(CONSTANTS).value("map")) {
            said = switch (kernel.load(program, List.of(map), dev.xdpscope.engine.kernel.LoadRequest
                    .of(dev.xdpscope.engine.kernel.LoadRequest.Hook.XDP, gpl ? "GPL" : "Proprietary"))) {
                case Answer.Refused<KernelProgram> refused -> refused.toString();
                case Answer.Done<KernelProgram>(KernelProgram loaded) -> {
                    loaded.close();
                    yield "";
                }
            };
        }
        Optional<ProblemException> here = refusal(program, gpl);
        assertEquals(WORDS.stream().anyMatch(said::contains), here.isPresent(), () -> program.code() + "\n" + said);
        here.ifPresent(
                e -> assertTrue(said.contains(e.what().replaceFirst("( program)?: (bpf_\\w+#\\d+: )?-EINVAL$", "$1")),
                        () -> e.what() + "\n" + said));
    }
}
