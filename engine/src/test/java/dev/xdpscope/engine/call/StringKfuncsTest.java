package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kfuncs on strings, by themselves and compared with the running kernel. */
class StringKfuncsTest {
    private static Kfunc kfunc(String name) {
        return TestProgram.kfunc(name, new Kfunc.Binding.Native());
    }

    @ParameterizedTest
    @CsvSource({"bpf_strlen, abc, '', 0, 3", "bpf_strnlen, abc, 2, 0, 2", "bpf_strcmp, abc, abd, 0, -1",
        "bpf_strcasecmp, aBc, AbC, 0, 0", "bpf_strstr, hello, ll, 0, 2", "bpf_strstr, hello, lx, 0, -2",
        "bpf_strnstr, hello, lo, 4, -2", "bpf_strspn, aab, a, 0, 2", "bpf_strcspn, xyb, b, 0, 2",
        "bpf_strchr, abc, 98, 0, 1", "bpf_strrchr, abab, 97, 0, 2", "bpf_strchrnul, abc, 120, 0, 3"})
    void results(String name, String first, String second, long third, int result) {
        TestBench bench = TestBench.of(TestProgram.of("call " + name + "\nexit", List.of(kfunc(name))));
        Region text = bench.region("text", 64);
        text.put(0, first.getBytes(StandardCharsets.US_ASCII));
        text.put(32, second.getBytes(StandardCharsets.US_ASCII));
        long other = second.matches("\\d+") ? Long.parseLong(second) : text.address(32);
        assertEquals(result, (int) bench.r0(text.address(0), other, third));
    }

    @Test
    void whatHasNoEndOrCannotBeRead() {
        TestBench bench = TestBench.of(TestProgram.of("call bpf_strlen\nexit", List.of(kfunc("bpf_strlen"))));
        Region text = bench.region("text", 0x10001);
        text.put(0, "x".repeat(0x10001).getBytes(StandardCharsets.US_ASCII));
        assertEquals(-7, (int) bench.r0(text.address(0)));
        assertEquals(-14, (int) bench.r0(text.address(2)));
        assertEquals(-34, (int) bench.r0(4096));
        text.write(0xffff, 1, 0);
        assertEquals(0xffff, (int) bench.r0(text.address(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf_strcmp", "bpf_strcasecmp", "bpf_strchr", "bpf_strnchr", "bpf_strchrnul", "bpf_strrchr",
        "bpf_strlen", "bpf_strnlen", "bpf_strspn", "bpf_strcspn", "bpf_strstr", "bpf_strnstr"})
    void asTheRunningKernel(String name) {
        OnThisKernel kernel = OnThisKernel.orSkip();
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 300; i++) {
            byte[] memory = new byte[OnThisKernel.PACKET];
            word(random, memory, 16, 1 + random.nextInt(12));
            word(random, memory, 64, random.nextInt(4));
            boolean character = name.contains("chr");
            boolean counted = name.startsWith("bpf_strn");
            String second = character && !counted ? "r2 = " + (int) "abAB\u00e9\u00c9\0".charAt(random.nextInt(7))
                    : counted && !name.equals("bpf_strnstr") ? "r2 = " + random.nextInt(14)
                            : random.nextInt(40) == 0 ? "r2 = 4096" : "r2 = map[memory][0] + 64";
            String third = character ? "r3 = " + (97 + random.nextInt(2)) : "r3 = " + random.nextInt(14);
            String first = random.nextInt(40) == 0 ? "r1 = 0" : "r1 = map[memory][0] + 16";
            String code = first + "\n" + second + "\n" + third + "\ncall " + name + "\nr0 <<= 32\nr0 s>>= 32\n";
            assertTrue(kernel.agreed(code, new byte[0], List.of(kfunc(name)), OnThisKernel.memory(memory)).isPresent(),
                    kernel::refusal);
        }
    }

    private static void word(Random random, byte[] memory, int at, int length) {
        byte[] letters = "abABb\u00e9\u00c9\u00d7".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < length; i++) {
            memory[at + i] = letters[random.nextInt(letters.length)];
        }
    }
}
