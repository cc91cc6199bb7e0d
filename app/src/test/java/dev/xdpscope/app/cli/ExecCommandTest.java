package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code xdpscope exec}, called as the bpf_conformance runner calls a plugin. */
final class ExecCommandTest {
    private static String assembled(String source) {
        return Xdpscope.runWith(source.replace(';', '\n'), "asm").out();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            r0 = -1; exit                                                    | ""                  | ffffffffffffffff
            r0 = r2; exit                                                    | 01 02 03            | 3
            r0 = r1; exit                                                    | ""                  | 0
            r0 = *(u32 *)(r1 +1); exit                                       | 11 22 33 44 55      | 55443322
            *(u16 *)(r1 +0) = 4660; r0 = *(u8 *)(r1 +0); exit                | 00 00               | 34
            *(u64 *)(r10 -8) = 9; r0 = *(u64 *)(r10 -8); exit                | ""                  | 9
            r1 = -1; call 5; r0 = 2; exit                                    | ""                  | 2
            call f; exit; f: r0 = 5; exit                                    | ""                  | 5
            r1 = -1; r2 = 5; callx r2; r0 = 2; exit                          | ""                  | 2
            r6 = 8; callx r6; r0 += 3; exit                                  | ""                  | 3
            r1 = 4; r2 = subprog[f]; r3 = 0; r4 = 0; call 181; exit; f: r0 = 0; exit | ""          | 4
            r1 = subprog[f]; callx r1; exit; f: r0 = 6; exit                 | ""                  | 6
            r0 = 1; lock *(u64 *)(r1 +0) += r0; r0 = *(u64 *)(r1 +0); exit   | ff 00 00 00 00 00 00 00 | 100
            """)
    void r0IsPrintedInHexadecimal(String source, String memory, String r0) {
        String bytes = assembled(source.replace("f: ", "f:;"));
        Xdpscope.Result result =
                memory.isEmpty() ? Xdpscope.runWith(bytes, "exec") : Xdpscope.runWith(bytes, "exec", memory);
        assertEquals(0, result.code(), result.err());
        assertEquals(r0 + "\n", result.out());
    }

    @Test
    void arithmeticIsThatOfTheInstructionSet() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            long a = random.nextLong();
            long b = random.nextBoolean() ? random.nextLong() : random.nextInt(1, 100);
            String[] operators = {"+", "-", "*", "/", "%", "&", "|", "^"};
            int which = random.nextInt(operators.length);
            long expected = switch (which) {
                case 0 -> a + b;
                case 1 -> a - b;
                case 2 -> a * b;
                case 3 -> Long.divideUnsigned(a, b);
                case 4 -> Long.remainderUnsigned(a, b);
                case 5 -> a & b;
                case 6 -> a | b;
                default -> a ^ b;
            };
            String source = "r0 = 0x%x ll;r1 = 0x%x ll;r0 %s= r1;exit".formatted(a, b, operators[which]);
            assertEquals(Long.toHexString(expected) + "\n", Xdpscope.runWith(assembled(source), "exec").out(), source);
        }
    }

    @Test
    void whatTheRunnerAddsIsUnderstood() {
        String bytes = assembled("r0 = *(u8 *)(r1 +0);exit");
        assertEquals("7f\n", Xdpscope.runWith(bytes, "exec", "7f ", "--debug").out());
        assertEquals("7f\n", Xdpscope.run("exec", "--program", bytes.replace("\n", " "), "7f").out());
    }

    @Test
    void endlessProgramsAreStopped() {
        Xdpscope.Result result = Xdpscope.runWith(assembled("l: goto l".replace("l: ", "l:;")), "exec");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("did not end within 10000000 instructions"), result.err());
    }

    @Test
    void unknownHelpersAreFaults() {
        Xdpscope.Result result = Xdpscope.runWith(assembled("call 211;exit"), "exec");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("helper bpf_cgrp_storage_delete (211)"), result.err());
    }

    /** The runner takes whatever is on standard output for r0, so a refusal must leave it empty. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            b7 10 00 00 01 00 00 00 95 00 00 00 00 00 00 00 | instruction 0: found source register 1, expected 0
            b7 00 00 00 01 00 00 00 95 00 01 00 00 00 00 00 | instruction 1: found offset 1, expected 0
            c3 10 00 00 10 00 00 00 95 00 00 00 00 00 00 00 | atomic operation 0x10
            b7 0a 00 00 01 00 00 00 95 00 00 00 00 00 00 00 | register r10, which is read only
            06 00 00 00 02 00 00 00 95 00 00 00 00 00 00 00 | a jump to instruction 3
            85 10 00 00 09 00 00 00 95 00 00 00 00 00 00 00 | a call to instruction 10
            b7 02 00 00 d3 00 00 00 8d 02 00 00 00 00 00 00 | call through a register that holds no function's address
            18 02 00 00 05 00 00 00 00 00 00 00 01 00 00 00 8d 02 00 00 00 00 00 00 | call through a register that holds no function's address
            b7 00 00 00 01 00 00 00                         | run past the end of the program
            79 10 01 00 00 00 00 00 95 00 00 00 00 00 00 00 | read of 8 bytes
            """)
    void refusedProgramsPrintNoR0(String bytes, String problem) {
        Xdpscope.Result result = Xdpscope.runWith(bytes, "exec", "01 02 03 04 05 06 07 08");
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains(problem), result.err());
    }
}
