package dev.xdpscope.app.cli;

import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.InsnNames;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Instructions that belong to no program: what was assembled, raw bytes, an expansion. */
final class InsnListing {
    private static final int SLOT = 8;

    /** An instruction, the index of its first slot, and its 8 or 16 bytes. */
    record Entry(int index, Insn insn, byte[] bytes) {
        String text(InsnNames names) {
            return Disassembler.text(insn, index, names);
        }
    }

    private InsnListing() {}

    /** The instructions in {@code bytes}, which need not be a whole program. */
    static List<Insn> decode(byte[] bytes) {
        try {
            return Decoder.decodeUnchecked(bytes, Place.NOWHERE);
        } catch (ProblemException e) {
            throw Problems.remedied(e, "Check the bytes from there on.");
        }
    }

    static List<Entry> of(List<Insn> code) {
        byte[] bytes = Encoder.encode(code);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            if (!(code.get(i) instanceof Insn.SecondSlot)) {
                entries.add(new Entry(i, code.get(i),
                        Arrays.copyOfRange(bytes, i * SLOT, (i + code.get(i).slots()) * SLOT)));
            }
        }
        return entries;
    }

    static ArrayNode json(List<Insn> code) {
        return json(code, InsnNames.NONE);
    }

    static ArrayNode json(List<Insn> code, InsnNames names) {
        ArrayNode node = JsonNodes.array();
        of(code).forEach(
                e -> node.addObject().put("index", e.index).put("text", e.text(names)).put("bytes",
                        JsonNodes.hex(e.bytes)));
        return node;
    }

    /** Index, text, bytes in columns. */
    static void print(List<Insn> code, Terminal terminal) {
        print(code, InsnNames.NONE, Collections.nCopies(code.size(), ""), terminal);
    }

    /** @param notes by slot, what is written after the bytes */
    static void print(List<Insn> code, InsnNames names, List<String> notes, Terminal terminal) {
        List<Entry> entries = of(code);
        int width = entries.stream().mapToInt(e -> e.text(names).length()).max().orElse(0);
        entries.forEach(e -> terminal.line("%5d: ".formatted(e.index) + e.text(names)
                + " ".repeat(width - e.text(names).length())
                + "  " + terminal.styled(Style.DIM, HexText.spaced(e.bytes)) + (notes.get(e.index).isEmpty() ? ""
                        : "  ; " + notes.get(e.index))));
    }
}
