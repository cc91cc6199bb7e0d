package dev.xdpscope.engine.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Programs beside what a Linux 6.18 on x86-64 made of them, written down as the kernel showed it. */
class CodeComparisonTest {
    private static final Pattern JUMP = Pattern.compile("(?:(if .*) goto|goto|(gotol)) pc([+-]\\d+)");
    private static final MapSpec ARRAY = TestBench.map("array", MapSpec.ARRAY, 4, 24, 5);
    private static final MapSpec HASH = TestBench.map("hash", MapSpec.HASH, 4, 8, 16);

    @Test
    void whatIsTheSameIsTheSame() {
        CodeComparison c = compare("r0 = 2\nexit", "r0 = 2\nexit");
        assertEquals(List.of(), c.differences());
        assertEquals(2, c.same());
    }

    @Test
    void lookupsAreInPlace() {
        String ours = """
                *(u32 *)(r10 -4) = 1
                r2 = r10
                r2 += -4
                r1 = map[%s]
                call bpf_map_lookup_elem
                if r0 == 0 goto +1
                r0 = *(u64 *)(r0 +0)
                exit
                """;
        String around = """
                *(u32 *)(r10 -4) = 1
                r2 = r10
                r2 += -4
                r1 = map[%s]
                -
                %s
                if r0 == 0x0 goto pc+1
                r0 = *(u64 *)(r0 +0)
                exit
                """;
        String array = """
                r1 += 312
                r0 = *(u32 *)(r2 +0)
                if r0 >= 0x5 goto pc+3
                r0 *= 24
                r0 += r1
                goto pc+1
                r0 = 0""";
        assertEquals(Map.of("array lookup in place", 1),
                explained(compare(ours.formatted("array"), around.formatted("array", array), ARRAY)));
        String hash = """
                call __htab_map_lookup_elem
                if r0 == 0x0 goto pc+1
                r0 += 56""";
        assertEquals(Map.of("hash lookup in place", 1),
                explained(compare(ours.formatted("hash"), around.formatted("hash", hash), HASH)));
        String another = array.replace("0x5", "0x6");
        assertTrue(compare(ours.formatted("array"), around.formatted("array", another), ARRAY).differences().size() > 1,
                "the bound is not that of the map");
    }

    @Test
    void upperHalvesAreClearedBehindACompareAndExchange() {
        String exchange = "r0 = 1\n*(u32 *)(r10 -4) = 2\nr1 = 3\nr0 = atomic_cmpxchg((u32 *)(r10 -4), r0, r1)\n";
        String cleared = exchange + "w0 = w0\n";
        assertEquals(Map.of("upper half of a compare-and-exchange is 0", 1),
                explained(compare(exchange + "exit", cleared + "exit")));
        assertEquals(Map.of("upper half of a compare-and-exchange is 0", 1),
                explained(compare(cleared + "exit", cleared + "w0 = w0\nexit")));
        assertEquals(List.of(), compare(cleared + "exit", cleared + "exit").differences(),
                "the program's own, where the verifier has none");
        assertEquals(1, compare(cleared + "w0 = w0\nexit", cleared + "exit").differences().size(), "one is missing");
    }

    @Test
    void divisionsAreMadeSafe() {
        String ours = "r1 = 7\nr2 = 3\nr1 /= r2\nw1 %= w2\nr1 s/= r2\nw1 s%= w2\nr1 s/= -1\nr0 = r1\nexit";
        String kernels = """
                r1 = 7
                r2 = 3
                if r2 != 0x0 goto pc+2
                w1 ^= w1
                goto pc+1
                r1 /= r2
                if w2 == 0x0 goto pc+2
                w1 %= w2
                goto pc+1
                w1 = w1
                r11 = r2
                r11 += 1
                if r11 > 0x1 goto pc+4
                if r11 == 0x0 goto pc+1
                r1 = 0
                r1 = -r1
                goto pc+1
                r1 s/= r2
                r11 = r2
                w11 += 1
                if w11 > 0x1 goto pc+3
                if w11 == 0x1 goto pc+4
                w1 = 0
                goto pc+1
                w1 s%= w2
                goto pc+1
                w1 = w1
                r1 = -r1
                r0 = r1
                exit
                """;
        assertEquals(Map.of("division by zero gives 0", 1, "remainder of zero is the dividend", 1,
                "signed division by zero and by -1", 1, "signed remainder of zero and of -1", 1),
                explained(compare(ours, kernels)));
    }

    @Test
    void branchesThatAreDecidedTakeTheDeadCodeWithThem() {
        String ours = """
                r6 = r1
                r0 = 1
                if r0 != 1 goto +2
                r0 = 2
                goto +1
                r0 = 3
                exit
                """;
        assertEquals(Map.of("removed: branch never taken", 1, "removed: leads to what comes next", 1,
                "removed: never reached", 1), explained(compare(ours, "r6 = r1\nr0 = 1\nr0 = 2\nexit")));
    }

    @Test
    void aBranchThatIsAlwaysTakenAndSkipsSomethingIsAJump() {
        String ours = """
                r2 = *(u64 *)(r1 +0)
                r0 = 0
                if r2 == 5 goto +2
                if r0 == 0 goto +2
                r0 = 9
                r0 += 1
                r0 += 2
                exit
                """;
        String kernels = """
                r2 = *(u64 *)(r1 +0)
                r0 = 0
                if r2 == 0x5 goto pc+1
                goto pc+1
                r0 += 1
                r0 += 2
                exit
                """;
        assertEquals(Map.of("branch always taken", 1, "removed: never reached", 1), explained(compare(ours, kernels)));
    }

    @Test
    void whatHasRunWasNotUnreachable() {
        BitSet ran = new BitSet();
        ran.set(3);
        String ours = "r0 = 1\nif r0 == 1 goto +2\nr0 = 2\nr0 = 3\nexit";
        assertEquals(List.of(), compare(new BitSet(), ours, "r0 = 1\nexit").differences());
        assertEquals(List.of("r0 = 3"), compare(ran, ours, "r0 = 1\nexit").differences().stream()
                .map(d -> d.ours().orElseThrow().text()).toList());
    }

    @Test
    void registersAroundAFastCallAreNotSaved() {
        String ours = """
                *(u64 *)(r10 -8) = r1
                *(u64 *)(r10 -16) = r2
                call bpf_get_smp_processor_id
                r2 = *(u64 *)(r10 -16)
                r1 = *(u64 *)(r10 -8)
                r0 += r1
                exit
                """;
        String kernels = """
                r0 = -2115375104
                r0 = &(void __percpu *)(r0)
                r0 = *(u32 *)(r0 +0)
                r0 += r1
                exit
                """;
        assertEquals(Map.of("number of the CPU in place", 1, "removed: the call keeps this register (bpf_fastcall)", 4),
                explained(compare(ours, kernels)));
    }

    /** Whatever is changed in one instruction shows, and in that one alone. */
    @Test
    void everyChangeShows() {
        String ours = """
                r6 = r1
                r2 = *(u64 *)(r6 +0)
                r3 = *(u64 *)(r6 +8)
                r4 = r2
                r4 += 14
                if r4 > r3 goto +3
                r0 = *(u8 *)(r2 +12)
                r0 &= 7
                exit
                r0 = 1
                exit
                """;
        List<String> kernels = compare(ours, "exit").rows().stream().flatMap(r -> switch (r) {
            case CodeRow.Different(var o, var k, var what) -> o.stream();
            case CodeRow.Removed(CodeLine o, String why) -> java.util.stream.Stream.of(o);
            case CodeRow.Same(CodeLine o, CodeLine k) -> java.util.stream.Stream.of(o);
            default -> java.util.stream.Stream.<CodeLine>of();
        }).map(CodeLine::text).toList();
        assertEquals(List.of(), compare(ours, String.join("\n", kernels)).differences());
        for (int i = 0; i < kernels.size(); i++) {
            List<String> changed = new ArrayList<>(kernels);
            changed.set(i, changed(kernels.get(i)));
            int at = i;
            CodeComparison c = compare(ours, String.join("\n", changed));
            assertTrue(c.differences().stream().anyMatch(d -> d.kernels().filter(l -> l.slot() == at).isPresent()
                    || d.ours().filter(l -> l.slot() == at).isPresent()), () -> changed + " " + c.differences());
        }
    }

    /** As a process without CAP_SYSLOG is shown it: distances of calls are 0, and /proc/kallsyms has no addresses. */
    @Test
    void withoutAddressesCallsAreAllAlike() {
        Program program = TestProgram.of("""
                r1 = map[hash]
                call bpf_map_lookup_elem
                r1 = map[array]
                call bpf_map_lookup_elem
                call bpf_ktime_get_ns
                exit
                """, HASH, ARRAY);
        List<CodeLine> kernels = lines("""
                r1 = map[hash]
                -
                call +0
                if r0 == 0x0 goto pc+1
                r0 += 56
                r1 = map[array]
                -
                r1 += 312
                r0 = *(u32 *)(r2 +0)
                if r0 >= 0x5 goto pc+3
                r0 *= 24
                r0 += r1
                goto pc+1
                r0 = 0
                call +0
                exit
                """).stream().map(l -> l.text().equals("call +0")
                ? new CodeLine(l.slot(), l.text(), CodeText.SOME_CALL, -1) : l).toList();
        CodeComparison c = CodeComparison.of(CodeText.ours(program, false),
                Unit.fold(kernels, Fixups.of(program.maps())).stream().map(Unit::unnamed).toList(), new BitSet(),
                false);
        assertEquals(Map.of("array lookup in place", 1, "hash lookup in place", 1), explained(c));
    }

    private static String changed(String line) {
        return switch (line) {
            case "exit" -> "r9 = r9";
            default -> line.contains("goto pc+3") ? line.replace("pc+3", "pc+1") : line.replaceFirst("r(\\d)", "r5");
        };
    }

    private static Map<String, Integer> explained(CodeComparison c) {
        assertEquals(List.of(), c.differences());
        return c.rules();
    }

    private static CodeComparison compare(String ours, String kernels, MapSpec... maps) {
        return compare(new BitSet(), ours, kernels, maps);
    }

    private static CodeComparison compare(BitSet ran, String ours, String kernels, MapSpec... maps) {
        Program program = TestProgram.of(ours, maps);
        return CodeComparison.of(CodeText.ours(program, true),
                Unit.fold(lines(kernels), Fixups.of(List.of(maps))), ran, true);
    }

    /** One line for each slot; {@code -} is the second of a 64-bit immediate load. */
    private static List<CodeLine> lines(String text) {
        List<CodeLine> lines = new ArrayList<>();
        List<String> all = text.lines().collect(Collectors.toList());
        for (int slot = 0; slot < all.size(); slot++) {
            String line = all.get(slot);
            Matcher jump = JUMP.matcher(line);
            if (jump.matches()) {
                String shape = jump.group(1) != null ? jump.group(1) : jump.group(2) != null ? "gotol" : "goto";
                lines.add(new CodeLine(slot, line, shape, slot + 1 + Integer.parseInt(jump.group(3))));
            } else if (!line.equals("-")) {
                lines.add(CodeLine.of(slot, line));
            }
        }
        return lines;
    }
}
