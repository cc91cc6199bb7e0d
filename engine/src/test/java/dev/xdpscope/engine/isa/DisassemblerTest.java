package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Names in the text, and the way back. */
class DisassemblerTest {
    private static final InsnNames NAMES = new InsnNames() {
        @Override
        public Optional<String> kfunc(int id) {
            return id == 0 ? Optional.of("bpf_xdp_metadata_rx_hash") : Optional.empty();
        }

        @Override
        public Optional<String> map(int index) {
            return index == 2 ? Optional.of(".rodata.str1.1") : Optional.empty();
        }

        @Override
        public Optional<String> function(int target) {
            return target == 20 ? Optional.of("parse.part.0") : Optional.empty();
        }
    };

    private static final Symbols SYMBOLS = new Symbols() {
        @Override
        public OptionalLong value(String name) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalInt map(String name) {
            return name.equals(".rodata.str1.1") ? OptionalInt.of(2) : OptionalInt.empty();
        }
    };

    @Test
    void namesTakeThePlaceOfNumbers() {
        named("call bpf_xdp_metadata_rx_hash#0", new Insn.CallKfunc(0, 0));
        named("call kernel-function#1", new Insn.CallKfunc(1, 0));
        named("r1 = map[.rodata.str1.1]", new Insn.LoadImm64(1, new Imm64.MapFd(2)));
        named("r1 = map[.rodata.str1.1][0]+8", new Insn.LoadImm64(1, new Imm64.MapValue(2, 8)));
        named("r1 = map[id:3]", new Insn.LoadImm64(1, new Imm64.MapFd(3)));
        named("call pc+12#parse.part.0", new Insn.CallLocal(12));
        named("call pc+13", new Insn.CallLocal(13));
        assertEquals("", Disassembler.text(new Insn.SecondSlot()));
    }

    private static void named(String text, Insn insn) {
        assertEquals(text, Disassembler.text(insn, 7, NAMES));
        List<Insn> slots = insn.slots() == 2 ? List.of(insn, new Insn.SecondSlot()) : List.of(insn);
        assertEquals(slots, Assembler.assemble(text, SYMBOLS));
    }
}
