package dev.xdpscope.drivers.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Templates: what their names stand for, and what is refused. */
class TemplateTest {
    private static final ConfiguredNic SETUP = Nics.load("mlx5").configure(Optional.empty(), Map.of());

    @Test
    void namesStandForOffsetsShiftsMasksSizesAndConstants() {
        assertEquals(List.of(
                new Insn.Load(Size.DW, false, 1, 1, 56),
                new Insn.Load(Size.W, false, 0, 1, 12),
                new Insn.Alu(Insn.Width.W32, Insn.AluOp.AND, 0, new Operand.Imm(0xc0)),
                new Insn.Alu(Insn.Width.W32, Insn.AluOp.RSH, 0, new Operand.Imm(6)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 2, new Operand.Imm(4 + 8 + 72)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 3, new Operand.Imm(0x19)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 4, new Operand.Imm(-61)),
                new Insn.Goto(-8, false)), assemble("""
                again:  r1 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
                        r0 = *(u32 *)(r1 + cqe64.rss_hash_result)
                        w0 &= cqe64.rss_hash_type.l4.mask
                        w0 >>= cqe64.rss_hash_type.l4.shift
                        r2 = cqe64.byte_cnt.size + mlx5e_xdp_buff.rq.size + mlx5e_xdp_buff.size
                        r3 = XDP_RSS_TYPE_L4_IPV4_TCP
                        r4 = -THE_ERROR
                        goto again
                """));
    }

    @Test
    void aFieldInsideAStructureInsideAnotherHasANameToo() {
        assertEquals(List.of(new Insn.Load(Size.W, false, 0, 1, 40)), assemble("r0 = *(u32 *)(r1 + mlx5e_rq.xdp_rxq)"));
        assertEquals(List.of(new Insn.Load(Size.W, false, 0, 1, 48)),
                assemble("r0 = *(u32 *)(r1 + mlx5e_rq.xdp_rxq.queue_index)"));
    }

    @Test
    void whatBreaksTheRulesIsRefused() {
        refused("r6 = 1", "register of the calling program");
        refused("r0 = r9", "register of the calling program");
        refused("r0 = *(u64 *)(r10 - 8)", "stack");
        refused("*(u64 *)(r10 - 8) = r1", "stack");
        refused("call bpf_ktime_get_ns", "no function of the driver");
        refused("r0 = 0\nback: r0 = 0\ncall back", "no function of the driver");
        refused("call 5", "no function of the driver");
        refused("callx r1", "no function of the driver");
        refused("call kernel-function#7", "no function of the driver");
        refused("call no_such_function", "no_such_function");
        refused("exit", "leaves the program");
        refused("r0 = 0\ngoto +1", "leaves the template");
        refused("goto -2", "leaves the template");
        refused("goto +1\nr1 = 0x100000000 ll", "middle of a 64-bit load");
        refused("; nothing", "no instruction");
        refused("r0 = cqe64.no_such_field", "no_such_field");
        refused("r0 = r1 +", "line 1");
        refused("goto nowhere", "nowhere");
    }

    @Test
    void aCallLeavesOnlyItsResult() {
        assertEquals(List.of("mlx5e_free_running_timestamp"), replacement("""
                        *(u64 *)(r1 + scratch.r2) = r2
                        call mlx5e_free_running_timestamp
                        if r0 == 0 goto end
                        r2 = *(u64 *)(r0 + scratch.r2)
                        r1 = r0
                        call mlx5e_free_running_timestamp
                """).callees().stream().map(c -> c.body().name()).toList());
        String call = "call mlx5e_free_running_timestamp\n";
        refused(call + "r0 = r2", "r2 is used after a call");
        refused(call + "*(u64 *)(r0 + 8) = r5", "r5 is used after a call");
        refused(call + call, "r1 is used after a call");
        refused("if r1 == 0 goto around\n" + call + "around: r0 = r3", "r3 is used after a call");
        refused("again: r4 += 1\n" + call + "r1 = r0\nif r0 != 0 goto again", "r4 is used after a call");
    }

    @Test
    void theDistance32767IsAnEarlyReturn() {
        assertEquals(assemble("if r1 == 0 goto end\ngoto end\nr0 = 1"),
                assemble("if r1 == 0 goto +32767\ngoto +32767\nr0 = 1"));
        refused("if w1 == 0 goto +32767\nr0 = 1", "leaves the template");
    }

    @Test
    void scratchSlotsLieBehindTheContext() {
        assertEquals(List.of(new Insn.Load(Size.DW, false, 0, 1, 72 + 8 * 5)),
                assemble("r0 = *(u64 *)(r1 + scratch.r5)"));
        refused("r0 = *(u64 *)(r1 + scratch.r6)", "scratch.r6");
    }

    private static void refused(String text, String because) {
        ProblemException e = assertThrows(ProblemException.class, () -> assemble(text));
        assertTrue(e.getMessage().contains(because), e.getMessage());
        assertEquals(Optional.of(Path.of("x.s")), e.place().file());
    }

    private static List<Insn> assemble(String text) {
        return replacement(text).code();
    }

    private static Replacement replacement(String text) {
        Map<String, Long> constants = new HashMap<>(Map.of("THE_ERROR", 61L));
        SETUP.driver().scratch().templateSlots().forEach((offset, name) -> constants.put(name, (long) offset));
        Template.Names names = new Template.Names(List.of(SETUP.layout()), SETUP.driver().btf(), constants);
        return Template.assemble(text, Path.of("x.s"), names.calling(TemplateTest::callee), "test");
    }

    private static Optional<Replacement.Callee> callee(String name) {
        return name.startsWith("mlx5e_")
                ? Optional.of(new Replacement.Callee(SETUP.driver().object().link(name, Optional.empty()), 1, "test"))
                : Optional.empty();
    }
}
