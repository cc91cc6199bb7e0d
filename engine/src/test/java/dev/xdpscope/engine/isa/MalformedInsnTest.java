package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no valid instruction is refused with the instruction, what was found, and what was expected. */
class MalformedInsnTest {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', value = {
        // The end of the code
        "b7 00 00 00 00 00 00 00 95 00 00 | 1 | only 3 bytes at the end | 8-byte slots",
        "18 01 00 00 00 00 00 00 | 0 | the end of the code | the second slot of a 64-bit immediate load",
        // Opcodes
        "00 00 00 00 00 00 00 00 | 0 | opcode 0x00 | an opcode that RFC 9669 defines",
        "ff 00 00 00 00 00 00 00 | 0 | opcode 0xff | an opcode that RFC 9669 defines",
        "8c 01 00 00 00 00 00 00 | 0 | opcode 0x8c | an opcode that RFC 9669 defines",
        "df 01 00 00 10 00 00 00 | 0 | opcode 0xdf | an opcode that RFC 9669 defines",
        "0d 00 00 00 00 00 00 00 | 0 | opcode 0x0d | an opcode that RFC 9669 defines",
        "86 00 00 00 01 00 00 00 | 0 | opcode 0x86 | an opcode that RFC 9669 defines",
        "96 00 00 00 00 00 00 00 | 0 | opcode 0x96 | an opcode that RFC 9669 defines",
        "e5 00 00 00 00 00 00 00 | 0 | opcode 0xe5 | an opcode that RFC 9669 defines",
        "99 10 00 00 00 00 00 00 | 0 | opcode 0x99 | an opcode that RFC 9669 defines",
        "38 00 00 00 00 00 00 00 | 0 | opcode 0x38 | an opcode that RFC 9669 defines",
        "c2 00 00 00 00 00 00 00 | 0 | opcode 0xc2 | an opcode that RFC 9669 defines",
        // Registers
        "b7 0b 00 00 00 00 00 00 | 0 | destination register r11 | r0 to r10",
        "bf c1 00 00 00 00 00 00 | 0 | source register r12 | r0 to r10",
        "79 f1 00 00 00 00 00 00 | 0 | source register r15 | r0 to r10",
        "7b 1b 00 00 00 00 00 00 | 0 | destination register r11 | r0 to r10",
        "1d 1b 00 00 00 00 00 00 | 0 | destination register r11 | r0 to r10",
        "40 b0 00 00 00 00 00 00 | 0 | source register r11 | r0 to r10",
        "8d 0b 00 00 00 00 00 00 | 0 | destination register r11 | r0 to r10",
        "07 0a 00 00 08 00 00 00 | 0 | 'a write to destination register r10, which is read only' | r0 to r9",
        "79 1a 00 00 00 00 00 00 | 0 | 'a write to destination register r10, which is read only' | r0 to r9",
        "d4 0a 00 00 10 00 00 00 | 0 | 'a write to destination register r10, which is read only' | r0 to r9",
        "18 0a 00 00 00 00 00 00 00 00 00 00 00 00 00 00 | 0"
                + " | 'a write to destination register r10, which is read only' | r0 to r9",
        "db a1 00 00 01 00 00 00 | 0 | 'a write to source register r10, which is read only' | r0 to r9",
        "db 1a 00 00 00 01 00 00 | 0 | 'a write to destination register r10, which is read only' | r0 to r9",
        // Fields that are not used
        "07 11 00 00 08 00 00 00 | 0 | source register 1 | 0 in a field that opcode 0x07 does not use",
        "0f 21 00 00 08 00 00 00 | 0 | immediate 8 | 0 in a field that opcode 0x0f does not use",
        "0f 21 01 00 00 00 00 00 | 0 | offset 1 | 0 in a field that opcode 0x0f does not use",
        "b7 01 08 00 00 00 00 00 | 0 | offset 8 | 0 in a field that opcode 0xb7 does not use",
        "bf 21 08 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0xbf does not use",
        "87 21 00 00 00 00 00 00 | 0 | source register 2 | 0 in a field that opcode 0x87 does not use",
        "87 01 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x87 does not use",
        "d4 21 00 00 10 00 00 00 | 0 | source register 2 | 0 in a field that opcode 0xd4 does not use",
        "79 61 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x79 does not use",
        "7b 61 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x7b does not use",
        "7a 61 00 00 01 00 00 00 | 0 | source register 6 | 0 in a field that opcode 0x7a does not use",
        "15 21 00 00 00 00 00 00 | 0 | source register 2 | 0 in a field that opcode 0x15 does not use",
        "1d 21 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x1d does not use",
        "05 01 00 00 00 00 00 00 | 0 | destination register 1 | 0 in a field that opcode 0x05 does not use",
        "05 00 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x05 does not use",
        "06 00 01 00 00 00 00 00 | 0 | offset 1 | 0 in a field that opcode 0x06 does not use",
        "06 10 00 00 00 00 00 00 | 0 | source register 1 | 0 in a field that opcode 0x06 does not use",
        "85 01 00 00 01 00 00 00 | 0 | destination register 1 | 0 in a field that opcode 0x85 does not use",
        "85 00 01 00 01 00 00 00 | 0 | offset 1 | 0 in a field that opcode 0x85 does not use",
        "85 10 01 00 01 00 00 00 | 0 | offset 1 | 0 in a field that opcode 0x85 does not use",
        "95 00 00 00 01 00 00 00 | 0 | immediate 1 | 0 in a field that opcode 0x95 does not use",
        "8d 11 00 00 00 00 00 00 | 0 | source register 1 | 0 in a field that opcode 0x8d does not use",
        "20 10 00 00 00 00 00 00 | 0 | source register 1 | 0 in a field that opcode 0x20 does not use",
        "20 01 00 00 00 00 00 00 | 0 | destination register 1 | 0 in a field that opcode 0x20 does not use",
        "18 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 | 0 | offset 1 | 0 in a field that opcode 0x18 does not use",
        // Fields with few meanings
        "3f 21 02 00 00 00 00 00 | 0 | offset 2 | 0 (unsigned) or 1 (signed)",
        "bf 21 01 00 00 00 01 00 | 0 | offset 1 in a move | '0, 8, 16 or 32'",
        "bc 21 20 00 00 00 00 00 | 0 | offset 32 in a move | '0, 8 or 16'",
        "d7 01 00 00 08 00 00 00 | 0 | a byte order conversion of 8 bits | '16, 32 or 64'",
        "85 30 00 00 00 00 00 00 | 0 | source field 3 in a call | '0 (helper), 1 (subprogram) or 2 (kernel function)'",
        "85 20 ff ff 07 00 00 00 | 0 | module index -1 in the call of a kernel function | 0 or more",
        "8d 00 00 00 03 00 00 00 | 0 | immediate 3 in callx | 0 and the register in the destination field",
        "c3 21 00 00 e0 00 00 00 | 0 | atomic operation 0xe0"
                + " | 'add, or, and, xor (with or without fetch), xchg, cmpxchg, load-acquire or store-release'",
        "d3 21 00 00 00 00 00 00 | 0 | an atomic operation on 8 bits | 32 or 64",
        "18 71 00 00 00 00 00 00 00 00 00 00 00 00 00 00 | 0"
                + " | source field 7 in a 64-bit immediate load | a kind from 0 to 6",
        "18 01 00 00 00 00 00 00 95 00 00 00 00 00 00 00 | 1"
                + " | 'opcode 0x95, registers r0 and r0, offset 0 in the second slot of a 64-bit immediate load'"
                + " | all of them 0",
        "18 11 00 00 05 00 00 00 00 00 00 00 01 00 00 00 | 1 | immediate 1 in the second slot"
                + " | 0 for a 64-bit immediate load of kind 1",
        // Targets
        "05 00 01 00 00 00 00 00 95 00 00 00 00 00 00 00 | 0 | a jump to instruction 2 | one from 0 to 1",
        "95 00 00 00 00 00 00 00 15 01 fd ff 00 00 00 00 | 1 | a jump to instruction -1 | one from 0 to 1",
        "06 00 00 00 ff ff ff 7f | 0 | a jump to instruction 2147483648 | one from 0 to 0",
        "85 10 00 00 01 00 00 00 95 00 00 00 00 00 00 00 | 0 | a call to instruction 2 | one from 0 to 1",
        "18 41 00 00 01 00 00 00 00 00 00 00 00 00 00 00 | 0 | a subprogram address to instruction 2 | one from 0 to 1",
        "05 00 01 00 00 00 00 00 18 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 | 0"
                + " | 'a jump to instruction 2, the second slot of a 64-bit immediate load'"
                + " | the start of an instruction",
    })
    void malformedCodeIsRefused(String hex, int index, String found, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        MalformedInsnException e = assertThrows(MalformedInsnException.class, () -> Decoder.decode(bytes));
        assertEquals(index, e.index());
        assertEquals("found " + found + ", expected " + expected, e.what());
        assertEquals("instruction " + index + ": " + e.what(), e.getMessage());
    }

    @Test
    void aProblemIsReportedAtItsPlace() {
        Place place = Place.of(Path.of("prog.o")).section("xdp");
        MalformedInsnException e = assertThrows(MalformedInsnException.class, () -> Decoder.decode(new byte[8], place));
        assertEquals("prog.o, section xdp, instruction 0: found opcode 0x00, expected an opcode that RFC 9669 defines",
                e.getMessage());
    }

    @Test
    void aSectionMayHoldCallsThatAreNotLinkedYet() {
        byte[] call = HexFormat.of().parseHex("8510000020000000" + "9500000000000000");
        List<Insn> section = Decoder.decodeUnchecked(call, Place.NOWHERE);
        assertEquals(List.of(new Insn.CallLocal(32), new Insn.Exit()), section);
        assertThrows(MalformedInsnException.class, () -> Decoder.checkTargets(section));
        Decoder.checkTargets(List.of(new Insn.CallLocal(0), new Insn.Exit()));
    }

    @Test
    void valuesWithoutEncodingAreRefused() {
        Operand one = new Operand.Imm(1);
        List<Insn> bad = List.of(
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, 11, one),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, 16, one),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, -1, one),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, 1, new Operand.Reg(17)),
                new Insn.Neg(Insn.Width.W64, 10),
                new Insn.MoveSigned(Insn.Width.W32, 1, 2, 32),
                new Insn.MoveSigned(Insn.Width.W64, 1, 2, 0),
                new Insn.ByteOrder(Insn.Swap.LE, 1, 8),
                new Insn.Load(Size.DW, true, 1, 2, 0),
                new Insn.Load(Size.DW, false, 1, 2, 0x8000),
                new Insn.Atomic(Size.DW, Insn.AtomicOp.XCHG, false, 1, 0, 2),
                new Insn.Atomic(Size.H, Insn.AtomicOp.ADD, false, 1, 0, 2),
                new Insn.LoadPacket(Size.DW, -1, 0),
                new Insn.LoadPacket(Size.B, -2, 0),
                new Insn.Goto(40_000, false),
                new Insn.CallKfunc(1, -1),
                new Insn.LoadImm64(1, new Imm64.Value(1)),
                new Insn.SecondSlot());
        for (Insn insn : bad) {
            assertThrows(MalformedInsnException.class, () -> Encoder.encode(List.of(insn)), insn.toString());
        }
        assertThrows(MalformedInsnException.class,
                () -> Encoder.encode(List.of(new Insn.LoadImm64(1, new Imm64.Value(1)), new Insn.Exit())));
    }
}
