package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the assembler reads beyond the disassembler's text, and where it says a mistake is. */
class AssemblerTest {
    private static final Symbols SYMBOLS = new Symbols() {
        private final Map<String, Long> values = Map.of("mlx5e_xdp_buff.cqe", 56L, "cqe64.rss_hash_type.mask", 0xf0L,
                "far", 0x8000L, "high", 0xff00_0000L, "_x1", -3L, "s", 4L);

        @Override
        public OptionalLong value(String name) {
            return values.containsKey(name) ? OptionalLong.of(values.get(name)) : OptionalLong.empty();
        }

        @Override
        public OptionalInt kfunc(String name) {
            return name.equals("bpf_xdp_metadata_rx_hash") ? OptionalInt.of(9) : OptionalInt.empty();
        }
    };

    @Test
    void labelsCommentsAndCallsByName() {
        same("""
                # a comment line
                    # another; with 'r9 = ' in it
                start:  r6 = r1        ; the context
                        r2 = 0xcafe000011112222 ll
                        if r6 == 0 goto out   // forward, over two slots
                        call bpf_ktime_get_ns
                        call 5
                        call bpf_ktime_get_ns#5
                        call bpf_xdp_metadata_rx_hash
                        call sub
                        r3 = subprog[sub]

                a: b:
                        if w0 s>= -7 goto start
                        gotol a
                out:    exit
                sub:
                        goto b
                """, """
                r6 = r1
                r2 = 0xcafe000011112222 ll
                if r6 == 0x0 goto pc+9
                call bpf_ktime_get_ns#5
                call bpf_ktime_get_ns#5
                call bpf_ktime_get_ns#5
                call kernel-function#9
                call pc+5
                r3 = subprog[+4]
                if w0 s>= 0xfffffff9 goto pc-12
                gotol pc-2
                exit
                goto pc-4
                """);
    }

    @Test
    void offsetsAndImmediatesAreSumsOfNamesAndNumbers() {
        same("r3 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)", "r3 = *(u64 *)(r1 +56)");
        same("r3=*(u64*)(r1+mlx5e_xdp_buff.cqe-0x10+1)", "r3 = *(u64 *)(r1 +41)");
        same("r3 = *(u64 *)(r1 - mlx5e_xdp_buff.cqe)", "r3 = *(u64 *)(r1 -56)");
        same("*(u16 *)(r1 + _x1) = 2 + s", "*(u16 *)(r1 -3) = 6");
        same("lock *(u32 *)(r1 + s) += r2", "lock *(u32 *)(r1 +4) += r2");
        same("r0 &= cqe64.rss_hash_type.mask", "r0 &= 240");
        same("w0 &= high", "w0 &= -16777216");
        same("r0 = high ll", "r0 = 0xff000000 ll");
        same("r0 = -s + 1", "r0 = -3");
        same("r0 = *(u8 *)skb[r7 + s]", "r0 = *(u8 *)skb[r7 + 4]");
        same("r0 = *(u8 *)skb[s]", "r0 = *(u8 *)skb[4]");
        same("if r1 & cqe64.rss_hash_type.mask goto pc+s", "if r1 & 0xf0 goto pc+4");
    }

    @Test
    void endIsThePlaceAfterTheFragment() {
        List<Insn> code = Assembler.assemble("""
                if r1 != 0 goto end
                r0 = 1 ll
                goto end
                r0 = 2
                """, Symbols.NONE, Set.of("end"));
        assertEquals("if r1 != 0x0 goto pc+4\nr0 = 0x1 ll\ngoto pc+1\nr0 = 2", text(code));
        assertEquals("goto pc-1", text(Assembler.assemble("end: goto end", Symbols.NONE, Set.of("end"))));
        assertThrows(AssemblyException.class, () -> Assembler.assemble("goto end", Symbols.NONE));
    }

    @Test
    void hexadecimalImmediatesOfJumpsMayBeTheKernelsNegativeNumbers() {
        same("if r1 == 0xfffffff9 goto pc+1", "if r1 == 0xfffffff9 goto pc+1");
        same("if r1 == -7 goto pc+1", "if r1 == 0xfffffff9 goto pc+1");
        refused("if r1 == 4294967289 goto pc+1", "line 1, column 10: the immediate is 4294967289,"
                + " expected -2147483648 to 2147483647");
    }

    @Test
    void nothingIsAnEmptyProgram() {
        assertEquals(List.of(), Assembler.assemble("", Symbols.NONE));
        assertEquals(List.of(), Assembler.assemble("\n  \n# only this\n", Symbols.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "r1 + 2 | 4 | found '+', expected an assignment",
        "r1 = | 5 | found the end of the line, expected a number or a name",
        "r11 = 1 | 1 | found 'r11', expected a register from r0 to r10",
        "r1 = r12 | 6 | found 'r12', expected a register from r0 to r10",
        "r1 += w2 | 7 | found 'w2', expected a register from r0 to r10",
        "w1 = r2 | 6 | found 'r2', expected a register from w0 to w10",
        "r1 = -r2 | 7 | the result goes to register 2, expected it on the left, found 1",
        "r1 = be16 r2 | 11 | the result goes to register 2, expected it on the left, found 1",
        "r1 = be24 r1 | 6 | found 'be24', expected le, be or bswap with 16, 32 or 64",
        "r1 = nowhere | 6 | the name 'nowhere' is not known here",
        "r1 = map[nowhere] | 6 | the map 'nowhere' is not known here",
        "r1 = 5 6 | 8 | found '6', expected the end of the line",
        "r0 &= high | 7 | the immediate is 4278190080, expected -2147483648 to 2147483647",
        "r0 = high | 6 | the immediate (without 'll') is 4278190080, expected -2147483648 to 2147483647",
        "r0 = 0x10000000000000000 ll | 6 | the number 0x10000000000000000 does not fit 64 bits",
        "r1 = *(u64 *)(r2 + far) | 18 | the offset is 32768, expected -32768 to 32767",
        "r1 = *(s64 *)(r2 +0) | 8 | found 's64', expected a type, u8 to u64, or in a load s8 to s32",
        "w1 = (s32)w2 | 7 | found 's32', expected s8 or s16",
        "goto pc+40000 | 8 | the distance is 40000, expected -32768 to 32767",
        "goto nowhere | 6 | the label 'nowhere' is not defined",
        "goto 5 | 6 | found '5', expected a label or pc+offset",
        "call nowhere | 6 | 'nowhere' is no label, helper or kernel function known here",
        "call bpf_ktime_get_ns#6 | 23 | found helper number 6, expected 5 for bpf_ktime_get_ns",
        "if r1 = 5 goto pc+1 | 7 | found '=', expected one of == != < <= > >= s< s<= s> s>= &",
        "if r1 == 5 pc+1 | 12 | found 'pc', expected 'goto'",
        "r2 = atomic64_xchg((u32 *)(r1 +0), r2) | 6"
                + " | found 'atomic64_xchg', expected load_acquire or an atomic operation on u32",
        "r1 = atomic64_cmpxchg((u64 *)(r1 +0), r0, r2) | 6"
                + " | the result goes to register 0, expected it on the left, found 1",
        "lock *(u16 *)(r1 +0) += r2 | 1 | found an atomic operation on 16 bits, expected 32 or 64",
        "r10 += 8 | 1 | found a write to destination register r10, which is read only, expected r0 to r9",
        "a: a: exit | 4 | the label 'a' is defined twice",
        "r1: exit | 1 | 'r1' cannot be a label",
        "nonsense | 1 | found 'nonsense', expected an instruction",
        "r1 = $5 | 6 | found '$', which no instruction contains",
    })
    void mistakesAreReportedWhereTheyAre(String text, int column, String clause) {
        refused("\n\n" + text + "\nexit", "line 3, column " + column + ": " + clause);
    }

    @Test
    void aLabelTooFarAwayIsRefused() {
        String far = "r0 = 0\n".repeat(33_000);
        refused("goto out\n" + far + "out: exit",
                "line 1, column 6: the distance to 'out' is 33000, expected -32768 to 32767");
        assertEquals(new Insn.Goto(33_000, true),
                Assembler.assemble("gotol out\n" + far + "out: exit", SYMBOLS).getFirst());
    }

    private static void refused(String text, String message) {
        AssemblyException e = assertThrows(AssemblyException.class, () -> Assembler.assemble(text, SYMBOLS));
        assertEquals(message, e.getMessage());
    }

    private static void same(String text, String expected) {
        assertEquals(expected.strip(), text(Assembler.assemble(text, SYMBOLS)));
    }

    private static String text(List<Insn> code) {
        return code.stream()
                .filter(insn -> !(insn instanceof Insn.SecondSlot))
                .map(Disassembler::text)
                .collect(Collectors.joining("\n"));
    }
}
