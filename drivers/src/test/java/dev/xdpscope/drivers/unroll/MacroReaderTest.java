package dev.xdpscope.drivers.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.rewrite.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Templates pasted as the kernel's instruction macros. */
class MacroReaderTest {
    private static final ConfiguredNic SETUP = Nics.load("mlx5").configure(Optional.empty(), Map.of());

    private static final String TIMESTAMP = """
            /* The queue's receive filter ... */
            BPF_LDX_MEM(BPF_DW, BPF_REG_3, BPF_REG_1, offsetof(struct mlx5e_xdp_buff, rq)),
            BPF_LDX_MEM(BPF_DW, BPF_REG_3, BPF_REG_3, offsetof(struct mlx5e_rq, tstamp)),
            BPF_LDX_MEM(BPF_FIELD_SIZEOF(struct hwtstamp_config, rx_filter), BPF_REG_3, BPF_REG_3,
                        offsetof(struct hwtstamp_config, rx_filter)),
            BPF_MOV32_IMM(BPF_REG_0, -ENODATA),
            BPF_JMP32_IMM(BPF_JNE, BPF_REG_3, HWTSTAMP_FILTER_ALL, S16_MAX), // ... not set: leave
            BPF_LDX_MEM(BPF_DW, BPF_REG_3, BPF_REG_1, offsetof(struct mlx5e_xdp_buff, cqe)),
            BPF_LDX_MEM(BPF_W, BPF_REG_4, BPF_REG_3, offsetof(struct mlx5_cqe64, timestamp_h)),
            BPF_ENDIAN(BPF_FROM_BE, BPF_REG_4, 32),
            BPF_LDX_MEM(BPF_W, BPF_REG_5, BPF_REG_3, offsetof(struct mlx5_cqe64, timestamp_l)),
            BPF_ENDIAN(BPF_FROM_BE, BPF_REG_5, 8 * sizeof(u32)),
            BPF_ALU64_IMM(BPF_MUL, BPF_REG_4, (u32)NSEC_PER_SEC),
            BPF_ALU64_REG(BPF_ADD, BPF_REG_4, BPF_REG_5),
            BPF_STX_MEM(BPF_DW, BPF_REG_ARG2, BPF_REG_4, 0),
            BPF_MOV32_IMM(BPF_REG_0, 0),
            """;

    @Test
    void aRealUnrollerIsTheSameAsMacrosAndAsStatements() {
        Unrolling.Replace unrolled = (Unrolling.Replace) SETUP.unroller(
                new Kfunc("bpf_xdp_metadata_rx_timestamp", 2, false, new Kfunc.Binding.Unbound()));
        assertEquals(unrolled.replacement().code(), assemble(TIMESTAMP));
        assertEquals(unrolled.replacement().code(),
                assemble("static const struct bpf_insn patch[16] = {\n" + TIMESTAMP + "};\n"));
        assertEquals(unrolled.replacement().code(), assemble("\tbpf_patch_append(patch,\n" + TIMESTAMP + ");\n"));
        assertEquals(unrolled.replacement().code(),
                assemble("{" + TIMESTAMP.stripTrailing().replaceAll(",$", "") + "}"));
    }

    @Test
    void whatIsRenderedAsMacrosIsReadBack() {
        Random random = new Random(0x6d616372);
        for (int round = 0; round < 500; round++) {
            MacroText text = new MacroText(random);
            int size = 1 + random.nextInt(30);
            for (int i = 0; i < size; i++) {
                text.add();
            }
            String source = text.source();
            assertEquals(text.code(), assemble(source), source);
        }
    }

    @Test
    void expressionsAreThoseOfC() {
        value(-61, "-ENODATA");
        value(7, "1 + 2 * 3");
        value(0x8000, "1 << 15");
        value(0x30, "(0x3 << 4 | 0) & ~0xf");
        value(-1, "~0");
        value(0xffffffffL, "~0U");
        value(0xffffffffL, "(u32)-1");
        value(0xff, "(u8)~0");
        value(-1, "(s8)0xff");
        value(8, "010");
        value(3, "0x7fffffff * 2 + 5");
        value(0x100000003L, "0x7fffffffL * 2 + 5");
        value(-2, "-8 >> 2");
        value(0x3ffffffeL, "-8U >> 2");
        value(1L << 40, "BIT(40)");
        value(72 + 8, "sizeof(struct mlx5e_xdp_buff) + sizeof_field(struct mlx5e_xdp_buff, rq)");
        value(48, "offsetof(struct mlx5e_rq, xdp_rxq.queue_index)");
        value(0x0081, "htons(0x8100)");
        value(0x19, "XDP_RSS_TYPE_L4_IPV4_TCP");
        value(0x18, "BPF_FIELD_SIZEOF(struct mlx5e_xdp_buff, rq)");
    }

    private static void value(long expected, String expression) {
        assertEquals(List.of(new Insn.LoadImm64(0, new Imm64.Value(expected)), new Insn.SecondSlot()),
                assemble("BPF_LD_IMM64(BPF_REG_0, " + expression + "),"), expression);
    }

    @Test
    void rawInstructionsAndLongJumpsAreTaken() {
        assertEquals(List.of(new Insn.Load(Size.H, false, 2, 1, 8), new Insn.LoadImm64(0, new Imm64.Value(5L << 32)),
                new Insn.SecondSlot(), new Insn.Goto(1, true), new Insn.Goto(0, false),
                new Insn.Alu(Width.W32, Insn.AluOp.MOV, 2, new Operand.Reg(2))), assemble("""
                BPF_RAW_INSN(BPF_LDX | BPF_MEM | BPF_H, 2, 1, 8, 0);
                BPF_RAW_INSN(BPF_LD | BPF_IMM | BPF_DW, 0, 0, 0, 0), BPF_RAW_INSN(0, 0, 0, 0, 5),
                BPF_JMP32_A(1),
                BPF_JMP_A(0),
                BPF_ZEXT_REG(BPF_REG_2)
                """));
    }

    @Test
    void functionsOfTheDriverAreCalledByName() {
        Template.Names names = new Template.Names(List.of(SETUP.layout()), SETUP.driver().btf(), Map.of())
                .calling(name -> name.equals("mlx5e_free_running_timestamp")
                        ? Optional
                                .of(new Replacement.Callee(SETUP.driver().object().link(name, Optional.empty()), 1, ""))
                        : Optional.empty());
        Replacement by = Template.assemble("BPF_EMIT_CALL(mlx5e_free_running_timestamp), BPF_MOV64_REG(BPF_REG_1, 0),",
                Path.of("x.c"), names, "test");
        assertEquals(List.of(new Insn.CallKfunc(0, 0),
                new Insn.Alu(Width.W64, Insn.AluOp.MOV, 1, new Operand.Reg(0))), by.code());
        assertEquals(1, by.callees().size());
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        refused("BPF_LDX_MEM(BPF_DW, BPF_REG_0, BPF_REG_1)", "line 1, column 41: found ')', expected ','");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1)\nBPF_MOV64_IMM(BPF_REG_0, 1)", "line 2, column 1", "expected ','");
        refused("\n  BPF_LDX_MEN(BPF_DW, BPF_REG_0, BPF_REG_1, 0)", "line 2, column 3", "BPF_LDX_MEM");
        refused("BPF_MOV64_IMM(BPF_REG_11, 1)", "BPF_REG_11", "BPF_REG_1");
        refused("BPF_MOV64_IMM(11, 1)", "the register is 11");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1UL << 32)", "the immediate is 4294967296");
        refused("BPF_JMP_A(32768)", "the offset is 32768");
        refused("BPF_ALU64_IMM(0x107, BPF_REG_0, 1)", "expected an operation");
        refused("BPF_LDX_MEM(BPF_ADD | 1, BPF_REG_0, BPF_REG_1, 0)", "expected BPF_B, BPF_H, BPF_W or BPF_DW");
        refused("BPF_LDX_MEM(BPF_W, BPF_REG_0, BPF_REG_1, offsetof(struct mlx5_cqe64, time_h))",
                "no field 'mlx5_cqe64.time_h'",
                "mlx5_cqe64.timestamp_h");
        refused("BPF_MOV64_IMM(BPF_REG_0, sizeof(struct mlx5_cqe46))", "no structure 'mlx5_cqe46'", "mlx5_cqe64");
        refused("BPF_MOV64_IMM(BPF_REG_0, ENODATE)", "line 1, column 26", "ENODATA");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1 / 0)", "divides by 0");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1 << 40)", "shifts a number of 32 bits by 40");
        refused("BPF_MOV64_IMM(BPF_REG_0, " + "(".repeat(100_000), "too deep");
        refused("{".repeat(100_000) + "\nBPF_JMP_A(0)", "too deep");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1), /* no end", "does not end");
        refused("{ BPF_MOV64_IMM(BPF_REG_0, 1),", "expected '}'");
        refused("BPF_MOV64_IMM(BPF_REG_0, 1),\nBPF_EXIT_INSN(),", "line 2, column 1", "leaves the program");
        refused("BPF_CALL_REL(3)", "line 1, column 1", "call");
        refused("BPF_EMIT_CALL(bpf_no_such_thing)", "line 1, column", "bpf_no_such_thing");
        refused("BPF_MOV64_IMM(BPF_REG_6, 1)", "register of the calling program");
        refused("BPF_STX_MEM(BPF_DW, BPF_REG_FP, BPF_REG_1, -8)", "stack");
        refused("BPF_LD_MAP_FD(BPF_REG_1, 3)", "map");
        refused("BPF_RAW_INSN(0xff, 0, 0, 0, 0)", "line 1, column 1", "opcode");
        refused("BPF_ENDIAN(BPF_TO_BE, BPF_REG_0, 24)", "24");
    }

    private static void refused(String text, String... parts) {
        ProblemException e = assertThrows(ProblemException.class, () -> assemble(text), text);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        assertEquals(Optional.of(Path.of("x.macros")), e.place().file());
    }

    private static List<Insn> assemble(String text) {
        return Template.assemble(text, Path.of("x.macros"), new Template.Names(List.of(SETUP.layout()),
                SETUP.driver().btf(),
                Map.of("ENODATA", 61L, "HWTSTAMP_FILTER_ALL", 1L, "NSEC_PER_SEC", 1_000_000_000L)),
                "test").code();
    }
}
