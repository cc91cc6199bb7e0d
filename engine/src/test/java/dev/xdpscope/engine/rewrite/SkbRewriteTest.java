package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.tc.SkbLayout;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** __sk_buff becomes sk_buff, with the offsets of include/uapi/linux/bpf.h and the refusals of net/core/filter.c, 6.12. */
class SkbRewriteTest {
    private static final Map<String, SkbLayout.Member> MEMBERS = Map.ofEntries(
            Map.entry("len", SkbLayout.Member.of(0, 4)), Map.entry("hash", SkbLayout.Member.of(4, 4)),
            Map.entry("protocol", SkbLayout.Member.of(8, 2)), Map.entry("vlan_proto", SkbLayout.Member.of(10, 2)),
            Map.entry("queue_mapping", SkbLayout.Member.of(12, 2)), Map.entry("mark", SkbLayout.Member.of(16, 4)),
            Map.entry("skb_iif", SkbLayout.Member.of(20, 4)), Map.entry("data", SkbLayout.Member.of(24, 8)),
            Map.entry("data_end", SkbLayout.Member.of(32, 8)), Map.entry("data_meta", SkbLayout.Member.of(40, 8)),
            Map.entry("dev", SkbLayout.Member.of(48, 8)), Map.entry("cb", SkbLayout.Member.of(56, 20)),
            Map.entry("hwtstamp", SkbLayout.Member.of(80, 8)),
            Map.entry("pkt_type", new SkbLayout.Member(88, 1, 3, 3)));

    private static Program rewritten(String source) {
        return new SkbRewrite(name -> Optional.ofNullable(MEMBERS.get(name))).apply(TestProgram.of(source));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r3 = *(u32 *)(r1 +0)   | r3 = *(u32 *)(r1 +0)
            r3 = *(u32 *)(r1 +16)  | r3 = *(u16 *)(r1 +8)
            r3 = *(u32 *)(r1 +36)  | r3 = *(u32 *)(r1 +20)
            r3 = *(u32 *)(r1 +40)  | r3 = *(u64 *)(r1 +48); r3 = *(u32 *)(r3 +224)
            r3 = *(u32 *)(r1 +76)  | r3 = *(u64 *)(r1 +24)
            r3 = *(u32 *)(r1 +80)  | r3 = *(u64 *)(r1 +32)
            r3 = *(u32 *)(r1 +140) | r3 = *(u64 *)(r1 +40)
            r3 = *(u64 *)(r1 +184) | r3 = *(u64 *)(r1 +80)
            r3 = *(u32 *)(r1 +20)  | r3 = *(u16 *)(r1 +10); if r3 == 0x0 goto pc+1; w3 = 1
            r3 = *(u32 *)(r1 +4)   | r3 = *(u8 *)(r1 +88); w3 >>= 3; w3 &= 7
            r3 = *(u8 *)(r1 +69)   | r3 = *(u32 *)(r1 +4); w3 >>= 8; w3 &= 255
            r3 = *(u16 *)(r1 +52)  | r3 = *(u16 *)(r1 +60)
            *(u32 *)(r1 +8) = r1   | *(u32 *)(r1 +16) = r1
            *(u32 *)(r1 +12) = r1  | *(u16 *)(r1 +12) = r1
            """)
    void accesses(String access, String expected) {
        Program program = rewritten(access + "\nr0 = 0\nexit");
        assertEquals(expected + "; r0 = 0; exit",
                program.code().stream().map(Disassembler::text).collect(Collectors.joining("; ")));
        Chains.assertSound(program);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r3 = *(u16 *)(r1 +76)  | invalid bpf_context access off=76 size=2
            r3 = *(u32 *)(r1 +184) | invalid bpf_context access off=184 size=4
            r3 = *(u32 *)(r1 +88)  | invalid bpf_context access off=88 size=4
            r3 = *(u32 *)(r1 +192) | invalid bpf_context access off=192 size=4
            r3 = *(u32 *)(r1 +2)   | invalid bpf_context access off=2 size=4
            r3 = *(u32 *)(r1 +32)  | the simulated sk_buff has no priority
            *(u32 *)(r1 +68) = r1  | invalid bpf_context access off=68 size=4
            *(u16 *)(r1 +8) = r1   | invalid bpf_context access off=8 size=2
            """)
    void refusals(String access, String message) {
        ProblemException e = assertThrows(ProblemException.class, () -> rewritten(access + "\nr0 = 0\nexit"));
        assertTrue(e.getMessage().contains(message), e::getMessage);
    }
}
