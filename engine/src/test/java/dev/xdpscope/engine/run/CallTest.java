package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.Kfunc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9669, section 4.3.1: subprograms, calls through a register, kfuncs as they are bound. */
class CallTest {
    @Test
    void calleeHasOwnFrameAndCallerKeepsItsRegisters() {
        TestBench bench = TestBench.of("""
                r6 = 6
                r7 = 7
                r8 = 8
                r9 = 9
                *(u64 *)(r10 -8) = 100
                r1 = 1
                call sub
                r0 += r6
                r0 += r7
                r0 += r8
                r0 += r9
                r1 = *(u64 *)(r10 -8)
                r0 += r1
                exit
                sub:
                r6 = 1000
                r7 = r6
                r8 = r6
                r9 = r6
                *(u64 *)(r10 -8) = 5
                r0 = r1
                exit
                """);
        assertEquals(131, bench.r0());
    }

    @Test
    void recursionUsesOneFrameEach() {
        String factorial = """
                call fac
                exit
                fac:
                r0 = 1
                if r1 == 0 goto done
                r6 = r1
                r1 += -1
                call fac
                r0 *= r6
                done: exit
                """;
        assertEquals(720, TestBench.of(factorial).r0(6));
        TestBench bench = TestBench.of(factorial);
        Fault fault = bench.fault(7);
        assertEquals("the call stack of 9 frames is too deep", fault.what());
        assertEquals(6, fault.insn());
        assertEquals(7, bench.machine().depth());
        TestBench kernel = TestBench.of(TestProgram.kernel(TestProgram.of(factorial)));
        assertEquals(87_178_291_200L, kernel.r0(14));
        assertEquals("the call stack of 17 frames is too deep", kernel.fault(15).what());
    }

    @Test
    void throughARegister() {
        assertEquals(5, TestBench.of("r6 = subprog[five]\ncallx r6\nexit\nfive: r0 = 5\nexit").r0());
        Fault fault = TestBench.of("r6 = 3\ncallx r6\nexit").fault();
        assertEquals("call through a register that holds no function's address", fault.what());
        assertEquals(1, fault.insn());
    }

    @Test
    void helpersThroughARegisterOnlyWhereThatIsWanted() {
        String source = "r6 = 8\ncallx r6\nexit";
        assertEquals(0, TestBench.of(TestProgram.of(source), TestBench.helpers().byRegister()).r0());
        assertEquals("call through a register that holds no function's address",
                TestBench.of(source).fault().what());
    }

    @Test
    void helpersThatAreNotThereAreNamed() {
        Fault fault = TestBench.of("r1 = 1\ncall bpf_sk_storage_get\nexit").fault();
        assertEquals("call of helper bpf_sk_storage_get (107), which is not simulated", fault.what());
    }

    @Test
    void codeCannotBeRead() {
        TestBench bench = TestBench.of("r6 = subprog[f]\nr0 = *(u64 *)(r6 +0)\nexit\nf: exit");
        assertEquals("read of 8 bytes through a number that is no pointer", bench.fault().what());
    }

    @Test
    void helperReturnsInR0() {
        TestBench bench = TestBench.of("call bpf_get_smp_processor_id\nexit");
        bench.machine().kernel().cpu(3);
        assertEquals(3, bench.r0());
    }

    @Test
    void kfuncsAsBound() {
        String source = "call k\nexit\nbody: r0 = r1\nr0 += 1\nexit";
        assertEquals(-95, kfunc(source, new Kfunc.Binding.Stub(-95)).r0(4));
        assertEquals(5, kfunc(source, new Kfunc.Binding.Body("body", 2)).r0(4));
        assertEquals(40, kfunc(source, new Kfunc.Binding.Native()).r0(4));
        Fault unbound = kfunc(source, new Kfunc.Binding.Unbound()).fault(4);
        assertEquals("call of kfunc k, which is bound to nothing", unbound.what());
        assertEquals(0, unbound.insn());
    }

    private static TestBench kfunc(String source, Kfunc.Binding binding) {
        return TestBench.of(TestProgram.of(source, List.of(TestProgram.kfunc("k", binding))),
                TestBench.helpers().kfunc("k", c -> c.argument(1) * 10));
    }

    @Test
    void unknownCallsAreFaults() {
        assertEquals("call of helper 9999, which does not exist",
                TestBench.of("r0 = 0\ncall 9999\nexit").fault().what());
        assertEquals(1, TestBench.of("r0 = 0\ncall 9999\nexit").fault().insn());
        TestBench absent = TestBench.of(TestProgram.of("call k\nexit",
                List.of(TestProgram.kfunc("k", new Kfunc.Binding.Native()))));
        assertEquals("call of kfunc k", absent.fault().what());
        assertTrue(absent.fault().expected().contains("simulated"));
    }
}
