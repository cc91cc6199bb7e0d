package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.InsnNames;
import dev.xdpscope.engine.isa.MalformedInsnException;
import dev.xdpscope.engine.kernel.KernelSymbols;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the instructions of a loaded program as lines: names of maps for their numbers, of functions for distances. */
final class TranslatedText {
    private static final int SLOT = 8;
    private static final int LOAD_IMM64 = 0x18;

    /** A move between registers of 64 bits whose offset says that the result is the address of a CPU's own data. */
    private static final int MOVE = 0xbf;
    private static final int PER_CPU = -1;

    private final byte[] code;
    private final List<Integer> mapIds;
    private final InsnNames names;
    private final KernelSymbols symbols;

    private TranslatedText(byte[] code, List<MapSpec> maps, List<Integer> mapIds, KernelSymbols symbols) {
        this.code = code;
        this.mapIds = mapIds;
        this.names = CodeText.names(maps, List.of());
        this.symbols = symbols;
    }

    /**
     * @param code as the kernel shows it
     * @param maps the program's table
     * @param mapIds the kernel's numbers of those maps
     */
    static List<CodeLine> of(byte[] code, List<MapSpec> maps, List<Integer> mapIds, KernelSymbols symbols) {
        return new TranslatedText(code, maps, mapIds, symbols).lines();
    }

    private List<CodeLine> lines() {
        List<CodeLine> lines = new ArrayList<>();
        int slot = 0;
        while (slot * SLOT < code.length) {
            boolean wide = code[slot * SLOT] == LOAD_IMM64;
            int end = Math.min(code.length, (slot + (wide ? 2 : 1)) * SLOT);
            lines.add(line(slot, Arrays.copyOfRange(code, slot * SLOT, end)));
            slot += wide ? 2 : 1;
        }
        return lines;
    }

    private CodeLine line(int slot, byte[] bytes) {
        if ((bytes[0] & 0xff) == MOVE && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(2) == PER_CPU) {
            return CodeLine.of(slot, "r%d = &(void __percpu *)(r%d)".formatted(bytes[1] & 0xf, bytes[1] >> 4 & 0xf));
        }
        try {
            return switch (Decoder.decodeTranslated(bytes)) {
                case Insn.CallHelper(int distance) -> helper(slot, distance);
                case Insn.CallKfunc(int distance, int module) -> kfunc(slot, distance);
                case Insn.LoadImm64(int dst, Imm64.MapFd(int id)) ->
                        CodeText.line(new Insn.LoadImm64(dst, new Imm64.MapFd(mapIds.indexOf(id))), slot, names);
                case Insn.LoadImm64(int dst, Imm64.MapValue(int id, int offset)) -> CodeText
                        .line(new Insn.LoadImm64(dst, new Imm64.MapValue(mapIds.indexOf(id), offset)), slot, names);
                case Insn insn -> CodeText.line(insn, slot, names);
            };
        } catch (MalformedInsnException e) {
            return CodeLine.of(slot, e.what());
        }
    }

    /** A helper that the JIT inlines keeps its number; a tail call always does. */
    private CodeLine helper(int slot, int distance) {
        List<String> called = symbols.called(distance);
        if (!called.isEmpty()) {
            return new CodeLine(slot, "call " + called.getFirst(), "call " + HelperSymbols.helper(called), -1);
        }
        return symbols.known() && HelperNames.name(distance).isPresent()
                ? CodeLine.of(slot, "call " + HelperNames.name(distance).get())
                : new CodeLine(slot, "call +" + distance, CodeText.SOME_CALL, -1);
    }

    private CodeLine kfunc(int slot, int distance) {
        List<String> called = symbols.called(distance);
        return called.isEmpty() ? new CodeLine(slot, "call +" + distance, CodeText.SOME_CALL, -1)
                : new CodeLine(slot, "call " + called.getFirst(), "call " + HelperSymbols.kfunc(called), -1);
    }
}
