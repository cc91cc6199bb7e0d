package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9669, sections 4.1 and 4.2: every operation once in each width and form, and at its edges. */
class ArithmeticTest {
    private static final String MIN64 = "0x8000000000000000";

    @ParameterizedTest
    @CsvSource(textBlock = """
            +=,   0xffffffffffffffff, 2, 1
            -=,   1, 2, 0xffffffffffffffff
            *=,   0x100000001, 0x100000003, 0x400000003
            /=,   0xffffffffffffffff, 2, 0x7fffffffffffffff
            /=,   7, 0, 0
            s/=,  -7, 2, -3
            s/=,  7, -2, -3
            s/=,  0x8000000000000000, -1, 0x8000000000000000
            s/=,  -7, 0, 0
            %=,   0xffffffffffffffff, 10, 5
            %=,   0xfedcba9876543210, 0, 0xfedcba9876543210
            s%=,  -7, 3, -1
            s%=,  7, -3, 1
            s%=,  0x8000000000000000, -1, 0
            s%=,  -7, 0, -7
            |=,   0xf0f000000000000f, 0x0f00000000000001, 0xfff000000000000f
            &=,   0xfff000000000000f, 0x8000000000000008, 0x8000000000000008
            ^=,   0xffffffffffffffff, 0x00ff, 0xffffffffffffff00
            <<=,  1, 63, 0x8000000000000000
            <<=,  3, 64, 3
            <<=,  3, 65, 6
            >>=,  0x8000000000000000, 63, 1
            >>=,  0x8000000000000000, 127, 1
            s>>=, 0x8000000000000000, 63, -1
            s>>=, 0x4000000000000000, 62, 1
            =,    1, 0xfedcba9876543210, 0xfedcba9876543210
            """)
    void of64Bits(String op, String a, String b, String expected) {
        assertEquals(number(expected), TestBench.of("r1 " + op + " r2\nr0 = r1\nexit").r0(number(a), number(b)));
        immediate("r1", op, a, b, expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            +=,   0xaaaaaaaaffffffff, 0xbbbbbbbb00000002, 1
            -=,   0xaaaaaaaa00000001, 2, 0xffffffff
            *=,   0xaaaaaaaa80000001, 3, 0x80000003
            /=,   0xaaaaaaaaffffffff, 2, 0x7fffffff
            /=,   0xaaaaaaaa00000007, 0xbbbbbbbb00000000, 0
            s/=,  0x00000000fffffff9, 2, 0xfffffffd
            s/=,  0x0000000080000000, -1, 0x80000000
            s/=,  0xffffffff80000000, 0, 0
            %=,   0xffffffffffffffff, 10, 5
            %=,   0xaaaaaaaa12345678, 0xbbbbbbbb00000000, 0x12345678
            s%=,  0x00000000fffffff9, 3, 0xffffffff
            s%=,  0x0000000080000000, -1, 0
            s%=,  0xaaaaaaaa80000000, 0, 0x80000000
            |=,   0xaaaaaaaaf0000000, 0x0000000f, 0xf000000f
            &=,   0xffffffffffffffff, 0xbbbbbbbb7fffffff, 0x7fffffff
            ^=,   0xaaaaaaaaffffffff, 0xff, 0xffffff00
            <<=,  0xaaaaaaaa00000001, 31, 0x80000000
            <<=,  0xaaaaaaaa00000003, 32, 3
            <<=,  0xaaaaaaaa00000003, 33, 6
            >>=,  0xaaaaaaaa80000000, 31, 1
            >>=,  0xaaaaaaaa80000000, 63, 1
            s>>=, 0xaaaaaaaa80000000, 31, 0xffffffff
            s>>=, 0xaaaaaaaa40000000, 62, 1
            =,    1, 0xfedcba9876543210, 0x76543210
            """)
    void of32BitsClearsTheUpperHalf(String op, String a, String b, String expected) {
        assertEquals(number(expected), TestBench.of("w1 " + op + " w2\nr0 = r1\nexit").r0(number(a), number(b)));
        immediate("w1", op, a, b, expected);
    }

    /** The same with an immediate, where the operand is one. */
    private static void immediate(String register, String op, String a, String b, String expected) {
        long operand = number(b);
        if (operand == (int) operand) {
            String source = register + " " + op + " " + operand + "\nr0 = r1\nexit";
            assertEquals(number(expected), TestBench.of(source).r0(number(a)), source);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            r0 = -r1,            1, -1
            r0 = -r1,            0x8000000000000000, 0x8000000000000000
            w0 = -w1,            0xaaaaaaaa00000001, 0xffffffff
            w0 = -w1,            0x80000000, 0x80000000
            r0 = (s8)r1,         0x1280, 0xffffffffffffff80
            r0 = (s8)r1,         0xff7f, 0x7f
            r0 = (s16)r1,        0x128000, 0xffffffffffff8000
            r0 = (s32)r1,        0x1280000000, 0xffffffff80000000
            w0 = (s8)w1,         0x1280, 0xffffff80
            w0 = (s16)w1,        0xaaaa00008000, 0xffff8000
            r0 = le16 r1,        0x1122334455667788, 0x7788
            r0 = le32 r1,        0x1122334455667788, 0x55667788
            r0 = le64 r1,        0x1122334455667788, 0x1122334455667788
            r0 = be16 r1,        0x1122334455667788, 0x8877
            r0 = be32 r1,        0x1122334455667788, 0x88776655
            r0 = be64 r1,        0x1122334455667788, 0x8877665544332211
            r0 = bswap16 r1,     0x1122334455667788, 0x8877
            r0 = bswap32 r1,     0x1122334455667788, 0x88776655
            r0 = bswap64 r1,     0x1122334455667788, 0x8877665544332211
            """)
    void ofOneOperand(String insn, String a, String expected) {
        boolean inPlace = insn.contains("16 r") || insn.contains("32 r") || insn.contains("64 r") || insn.contains("-");
        String source = inPlace ? insn.replace("r0", "r1").replace("w0", "w1") + "\nr0 = r1\nexit" : insn + "\nexit";
        assertEquals(number(expected), TestBench.of(source).r0(number(a)), source);
    }

    @Test
    void immediatesAreSignExtended() {
        assertEquals(-1, TestBench.of("r0 = -1\nexit").r0());
        assertEquals(0xffff_ffffL, TestBench.of("w0 = -1\nexit").r0());
        assertEquals(-2, TestBench.of("r0 = -1\nr0 &= -2\nexit").r0());
        assertEquals(0, TestBench.of("r0 = 1\nr0 /= -1\nexit").r0());
        assertEquals(1, TestBench.of("r0 = -1\nr0 /= -1\nexit").r0());
    }

    @Test
    void wideImmediatesAreWhole() {
        assertEquals(Long.MIN_VALUE, TestBench.of("r0 = " + MIN64 + " ll\nexit").r0());
        assertEquals(2, TestBench.of("r1 = 1 ll\nr0 = r1\nr0 += 1\nexit").r0());
    }

    static long number(String text) {
        boolean hex = text.startsWith("0x");
        return (hex ? new BigInteger(text.substring(2), 16) : new BigInteger(text)).longValue();
    }
}
