package dev.xdpscope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.program.Kfunc;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the catalogue says of helpers and kfuncs is what the verifier of a running Linux 6.18 answers when each is called. Other
 * releases have other functions, and a kernel may be built without some.
 */
class CalledFunctionsTest {
    private static final String GPL = "GPL";

    /** For the kernel's own tests. */
    private static final String TEST_FUNCTION = "bpf_modify_return_test_tp";

    private Kernel kernel;

    @BeforeEach
    void permitted() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
        String release = Kernel.release();
        Assumptions.assumeTrue(release.startsWith("6.18."), "the catalogue is of Linux 6.18, this is " + release);
        Assumptions.assumeFalse(said(113, GPL).contains("cannot use helper"),
                "without CAP_PERFMON the kernel offers less");
    }

    @Test
    void helpersThatXdpProgramsMayCall() {
        assertEquals(ids(KernelFunction::xdp),
                IntStream.rangeClosed(0, 250).filter(id -> allowed(said(id, GPL))).boxed().toList());
    }

    @Test
    void helpersThatNeedTheGpl() {
        assertEquals(ids(KernelFunction::gpl), IntStream.rangeClosed(1, 211)
                .filter(id -> said(id, "Apache-2.0").contains("cannot call GPL-restricted function")).boxed().toList());
    }

    @Test
    void kfuncsThatXdpProgramsMayCall() {
        Btf types = kernel.types();
        TreeSet<String> there = IntStream.range(1, types.count()).mapToObj(types::type)
                .filter(t -> t instanceof BtfType.DeclTag(String name, int of, int whole) && name.equals("bpf_kfunc"))
                .map(t -> ((BtfType.Func) types.type(((BtfType.DeclTag) t).target())).name())
                .filter(Predicate.not(TEST_FUNCTION::equals)).collect(Collectors.toCollection(TreeSet::new));
        Assumptions.assumeFalse(there.isEmpty(), "this kernel's BTF does not tell which functions are kfuncs");
        List<String> known =
                KernelFunctions.kfuncs().stream().map(KernelFunction::name).filter(there::contains).toList();
        assertTrue(known.size() > 90, known.toString());
        assertEquals(known, there.stream().filter(this::callable).toList());
    }

    private boolean callable(String kfunc) {
        String said = said(new Insn.CallKfunc(0, 0), List.of(TestProgram.kfunc(kfunc, new Kfunc.Binding.Native())),
                GPL);
        return allowed(said) && !said.contains("program must be sleepable");
    }

    private static boolean allowed(String said) {
        return Stream.of("cannot use helper", "invalid func", "is not allowed").noneMatch(said::contains);
    }

    private static List<Integer> ids(Predicate<KernelFunction> which) {
        return KernelFunctions.helpers().stream().filter(which).map(f -> f.id().orElseThrow()).toList();
    }

    private String said(int helper, String license) {
        return said(new Insn.CallHelper(helper), List.of(), license);
    }

    /** The verifier's words of a program that does nothing else. */
    private String said(Insn call, List<Kfunc> kfuncs, String license) {
        Answer<KernelProgram> answer = kernel.load(TestProgram.of(List.of(call, new Insn.Exit()), kfuncs, List.of()),
                List.of(), LoadRequest.of(LoadRequest.Hook.XDP, license));
        return switch (answer) {
            case Answer.Done<KernelProgram>(KernelProgram program) -> {
                program.close();
                yield "";
            }
            case Answer.Refused<KernelProgram> refused -> refused.toString();
        };
    }
}
