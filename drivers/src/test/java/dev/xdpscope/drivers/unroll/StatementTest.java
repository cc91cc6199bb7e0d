package dev.xdpscope.drivers.unroll;

import static dev.xdpscope.drivers.unroll.FieldRef.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.JumpOp;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The statements of templates: what they become, written as an author without them would write it. */
class StatementTest {
    private static final ConfiguredNic SETUP = Nics.load("src/test/resources/dev/xdpscope/drivers/nics/tiny")
            .configure(Optional.empty(), Map.of());
    private static final Template.Names NAMES =
            new Template.Names(List.of(SETUP.layout()), SETUP.driver().btf(), Map.of("ENODATA", 61L, "MODE_BIT", 2L));

    @Test
    void pointersAreFollowedThroughTheDestination() {
        becomes("r0 = get r1 -> tiny_xdp_buff.queue -> dev -> ifindex", """
                r0 = *(u64 *)(r1 + 64)
                r0 = *(u64 *)(r0 + 0)
                r0 = *(u32 *)(r0 + 224)
                """);
        becomes("r3 = get r1 -> tiny_xdp_buff.desc -> desc.time", "r3 = *(u64 *)(r1 + 56)\nr3 = *(u64 *)(r3 + 16)");
        becomes("r3 = get r1 -> tiny_xdp_buff.desc -> time", "r3 = *(u64 *)(r1 + 56)\nr3 = *(u64 *)(r3 + 16)");
        becomes("r3 = get r1 -> tiny_queue.state.clock -> *", "r3 = *(u64 *)(r1 + 56)\nr3 = *(u64 *)(r3 + 0)");
    }

    @Test
    void aPointerToAMemberLeadsToTheOthers() {
        becomes("r4 = get r1 -> xdp_buff.rxq -> container_of(tiny_queue.rxq, dev)",
                "r4 = *(u64 *)(r1 + 32)\nr4 = *(u64 *)(r4 - 16)");
        becomes("r4 = get r1 -> container_of(tiny_queue.rxq, state.port)", "r4 = *(u16 *)(r1 + 36)\nr4 = be16 r4");
        becomes("r4 = get r1 -> container_of(tiny_queue.rxq, state.mode)",
                "r4 = *(u16 *)(r1 + 32)\nw4 &= 0x7fe\nw4 >>= 1");
    }

    @Test
    void bitFieldsOfStructuresAreReadThroughAlignedIntegers() {
        becomes("r4 = get r1 -> tiny_state.ready", "r4 = *(u8 *)(r1 + 0)\nw4 &= 1");
        becomes("r4 = get r1 -> tiny_state.level", "r4 = *(u32 *)(r1 + 0)\nw4 &= 0xfff800\nw4 >>= 11");
        becomes("r4 = get r1 -> tiny_state.mode bits 7:0", "r4 = *(u16 *)(r1 + 0)\nw4 &= 0x1fe\nw4 >>= 1");
        becomes("r4 = test r1 -> tiny_state.mode bits MODE_BIT", "r4 = *(u16 *)(r1 + 0)\nw4 &= 8");
    }

    @Test
    void narrowLoadsSaveMasksShiftsAndSwaps() {
        becomes("r4 = get r1 -> desc.time bits 63:32", "r4 = *(u32 *)(r1 + 20)");
        becomes("r4 = get r1 -> desc.time bits 47:40", "r4 = *(u8 *)(r1 + 21)");
        becomes("r4 = get r1 -> desc.time bits 62:23", "r4 = *(u64 *)(r1 + 16)\nr4 <<= 1\nr4 >>= 24");
        becomes("r4 = test r1 -> net_device.features bits 39", "r4 = *(u32 *)(r1 + 4)\nw4 &= 0x80");
        becomes("r4 = get r1 -> net_device.features bits 39", "r4 = *(u8 *)(r1 + 4)\nw4 >>= 7");
        becomes("copy_u16 (r2), r1 -> desc.time", "r0 = *(u16 *)(r1 + 16)\n*(u16 *)(r2 + 0) = r0");
    }

    @Test
    void outputsHaveTheirOwnByteOrder() {
        becomes("copy_be16 (r2 + 4), r1 -> tiny_state.port", "r0 = *(u16 *)(r1 + 4)\n*(u16 *)(r2 + 4) = r0");
        becomes("copy_u16 (r2), r1 -> tiny_state.port", "r0 = *(u16 *)(r1 + 4)\nr0 = be16 r0\n*(u16 *)(r2 + 0) = r0");
        becomes("copy_be16 (r2), r1 -> desc.vlan", "r0 = *(u16 *)(r1 + 8)\nr0 = be16 r0\n*(u16 *)(r2 + 0) = r0");
        becomes("copy_be16 (r2), 0x88a8", "*(u16 *)(r2 + 0) = 0xa888");
        becomes("copy_u64 (r2), -1", "*(u64 *)(r2 + 0) = -1");
        becomes("copy_u64 (r2), 0x80000000", "r0 = 0x80000000 ll\n*(u64 *)(r2 + 0) = r0");
    }

    @Test
    void aResultThatIsThereIsNotSetAgain() {
        becomes("""
                return -ENODATA if w1 == 0
                r3 = get r2 -> desc.hash
                return -ENODATA if w3 & 4
                again: return -ENODATA if r3 s> 7
                return 0
                """, """
                w0 = -61
                if w1 == 0 goto end
                r3 = *(u32 *)(r2 + 0)
                if w3 & 4 goto end
                w0 = -61
                if r3 s> 7 goto end
                w0 = 0
                """);
        becomes("return 1\nother: r0 = 2", "w0 = 1\ngoto end\nr0 = 2");
    }

    @Test
    void tablesCompareOnceForEachKey() {
        becomes("""
                w5 = table w4
                     1, 3 => 10      ; two keys of one value
                     2 => 0

                     4 => 11
                     3 + 2 => 10
                     else => 0
                """, """
                w5 = 10
                if w4 == 1 goto done
                if w4 == 3 goto done
                if w4 == 5 goto done
                w5 = 11
                if w4 == 4 goto done
                w5 = 0
                done: r0 = r0
                """, "r0 = r0");
    }

    @Test
    void aClockIsExtended() {
        becomes("r4 = extend r3 near r4", "w3 -= w4\nr3 = (s32)r3\nr4 += r3");
        becomes("r3 = extend r3 near r4", "w3 -= w4\nr3 = (s32)r3\nr3 += r4");
    }

    @Test
    void javaSaysTheSame() {
        Insn.Jump unset = new Insn.Jump(Width.W64, JumpOp.JEQ, 4, new Operand.Imm(0), 0);
        assertEquals(Template.assemble("""
                        r1 = get r1 -> tiny_xdp_buff.desc
                        r4 = test r1 -> desc.status.hash_valid
                        return -ENODATA if r4 == 0
                        copy_u32 (r2), r1 -> desc.hash
                        w5 = table w4
                             1 => 7
                             else => 8
                        if r4 == 0 goto last
                        copy_u16 (r3), 5
                last:   return 0
                """, Path.of("x.s"), NAMES, "test"), UnrollBuilder.build(NAMES, "test", code -> code
                .get(1, field(1, "tiny_xdp_buff.desc"))
                .test(4, field(1, "desc.status.hash_valid"))
                .returnIf(-61, unset)
                .copy(OutputType.U32, 2, 0, field(1, "desc.hash"))
                .table(5, 4, t -> t.row(1, 7).otherwise(8))
                .unless(unset, block -> block.copy(OutputType.U16, 3, 0, 5))
                .returns(0)));
    }

    @Test
    void mistakesAreNamedWithLineAndNearestNames() {
        refused("\n  r4 = get r1 -> desc.hsah", "x.s: line 2, column 3: there is no field 'desc.hsah'", "desc.hash");
        refused("r4 = get r1 -> dsec.hash", "'dsec.hash'", "desc.hash");
        refused("r4 = get r1 -> tiny_xdp_buff.queue -> dve", "'dve'", "dev");
        refused("r4 = get r1 -> tiny_xdp_buff.qeue", "'tiny_xdp_buff.qeue'", "tiny_xdp_buff.queue");
        refused("r4 = get r1 -> desc.hash -> time", "'desc.hash' is no pointer");
        refused("r4 = get r1 -> tiny_queue.rxq", "is no integer", "parts");
        refused("r4 = get r1 -> tiny_xdp_buff.desc -> *", "no pointer to an integer");
        refused("r4 = get r1 -> desc.hash bits 32", "no bits 32:32", "31 to 0");
        refused("r4 = get r1 -> desc.hash bits 3:4", "no bits 3:4");
        refused("r4 = get r1", "line 1, column 12", "'->'");
        refused("w4 = get r1 -> desc.hash", "r0 to r10");
        refused("r4 = *(u64 *)(r1 + desc.tmie)", "'desc.tmie' is not known", "desc.time");
        refused("r4 = ENODATE", "'ENODATE' is not known", "ENODATA");
        refused("copy_u24 (r2), 0", "copy_u24", "copy_u8");
        refused("copy_u32 (r0), r1 -> desc.hash", "goes through r0");
        refused("copy_u16 (r2), 0x10000", "does not fit a u16");
        refused("copy_u32 (r2 + 40000), 0", "offset is 40000");
        refused("return 0 if r0 == 0", "looks at r0");
        refused("return 0x100000000", "the result is 4294967296");
        refused("return 0 when r1 == 0", "found 'when'");
        refused("w5 = table w4\n1 => 2\n2 => 3", "line 1", "no row for all other keys", "else");
        refused("w5 = table w4\n1 => 2\n1 => 3\nelse => 0", "line 3", "twice");
        refused("w5 = table w4\nr1 = 0", "line 2");
        refused("w5 = table w5\nelse => 0", "overwrite the key");
        refused("r5 = table r4\nelse => 0", "w0 to w10");
        refused("r5 = extend r3 near r4", "extend goes to r5");
        refused("r4 = get r1 -> desc.hash\nr6 = get r1 -> desc.hash", "line 2, column 1",
                "register of the calling program");
        refused("twice: r0 = 0\ntwice: r0 = 0", "line 2", "defined twice");
    }

    private static void becomes(String statements, String expected) {
        becomes(statements, expected, "");
    }

    private static void becomes(String statements, String expected, String behind) {
        assertEquals(Assembler.assemble(expected, Symbols.NONE, Set.of("end")), assemble(statements + "\n" + behind),
                statements);
    }

    private static void refused(String text, String... parts) {
        ProblemException e = assertThrows(ProblemException.class, () -> assemble(text), text);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), text + ": " + e.getMessage());
        }
        assertEquals(Optional.of(Path.of("x.s")), e.place().file());
    }

    private static List<Insn> assemble(String text) {
        return Template.assemble(text, Path.of("x.s"), NAMES, "test").code();
    }
}
