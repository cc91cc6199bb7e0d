package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.problem.Place;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Instructions of RFC 9669 one by one: bytes, the kernel's text, and the value, each against the others. */
class InstructionTableTest {

    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "instructions.csv", delimiter = '~', commentCharacter = '%')
    void bytesTextAndValueAgree(String hex, String text, String value) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        List<Insn> slots = Decoder.decodeUnchecked(bytes, Place.NOWHERE);
        assertEquals(bytes.length / 8, slots.size());
        assertEquals(value, slots.getFirst().toString());
        assertEquals(text, Disassembler.text(slots.getFirst()));
        assertEquals(slots, Assembler.assemble(text, Symbols.NONE));
        assertArrayEquals(bytes, Encoder.encode(slots));
    }
}
