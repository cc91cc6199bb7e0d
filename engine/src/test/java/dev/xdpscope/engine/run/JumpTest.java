package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9669, section 4.3: conditions, both widths, registers and immediates; and where jumps lead. */
class JumpTest {
    /** Each row: condition, operands, whether it holds for 64 bits, whether it holds for their low halves. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            ==,  5, 5, true, true
            ==,  0x100000005, 5, false, true
            !=,  5, 5, false, false
            !=,  0x100000005, 5, true, false
            >,   -1, 1, true, true
            >,   1, 1, false, false
            >,   0x100000000, 1, true, false
            >=,  1, 1, true, true
            >=,  0, -1, false, false
            >=,  0x100000000, 1, true, false
            <,   1, -1, true, true
            <,   1, 1, false, false
            <,   0x100000000, 1, false, true
            <=,  1, 1, true, true
            <=,  -1, 1, false, false
            <=,  0x100000000, 1, false, true
            s>,  1, -1, true, true
            s>,  -1, -1, false, false
            s>,  0x80000000, -1, true, false
            s>=, -1, -1, true, true
            s>=, -2, -1, false, false
            s>=, 0x80000000, 0, true, false
            s<,  -1, 1, true, true
            s<,  1, 1, false, false
            s<,  0x80000000, 0, false, true
            s<=, -1, -1, true, true
            s<=, 1, -1, false, false
            s<=, 0x80000000, 0, false, true
            &,   6, 2, true, true
            &,   4, 2, false, false
            &,   0x8000000000000000, -1, true, false
            """)
    void conditions(String op, String a, String b, boolean wide, boolean narrow) {
        long left = ArithmeticTest.number(a);
        long right = ArithmeticTest.number(b);
        assertEquals(wide, jumps("r1 " + op + " r2", left, right));
        assertEquals(narrow, jumps("w1 " + op + " w2", left, right));
        assertEquals(wide, jumps("r1 " + op + " " + right, left, 0));
        assertEquals(narrow, jumps("w1 " + op + " " + right, left, 0));
    }

    private static boolean jumps(String condition, long a, long b) {
        return TestBench.of("r0 = 1\nif " + condition + " goto pc+1\nr0 = 0\nexit").r0(a, b) == 1;
    }

    @Test
    void backwardAndForward() {
        String loop = "r0 = 0\nr2 = 10\ntop: r0 += r2\nr2 += -1\nif r2 != 0 goto top\nexit";
        assertEquals(55, TestBench.of(loop).r0());
        assertEquals(7, TestBench.of("goto a\nb: exit\na: r0 = 7\ngoto b").r0());
        assertEquals(7, TestBench.of("gotol a\nb: exit\na: r0 = 7\ngotol b").r0());
    }
}
