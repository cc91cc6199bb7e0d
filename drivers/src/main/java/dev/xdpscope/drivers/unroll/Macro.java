package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Opcode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instruction macro of the kernel (include/linux/filter.h, 6.12).
 *
 * @param code the opcode, as far as it does not depend on arguments
 * @param src the source register field, likewise
 * @param arguments what its arguments set, in order
 */
record Macro(int code, int src, List<Argument> arguments) {
    /** What an argument sets. */
    enum Argument {
        /** The bits 0xf0 of the opcode. */
        OP,
        /** The bits 0x18 of the opcode. */
        SIZE,
        /** The bit 0x08 of the opcode. */
        SOURCE,
        /** The whole opcode. */
        CODE,
        DST,
        SRC,
        /** The destination and the source register. */
        BOTH,
        OFF,
        IMM,
        /** The immediates of two slots. */
        IMM64
    }

    static final Map<String, Macro> ALL = all();

    private static Macro of(int code, Argument... arguments) {
        return new Macro(code, 0, List.of(arguments));
    }

    private static Map<String, Macro> all() {
        Map<String, Macro> all = new TreeMap<>();
        arithmetic(all, "64", Opcode.ALU64);
        arithmetic(all, "32", Opcode.ALU);
        all.put("BPF_ENDIAN", of(Opcode.ALU | Opcode.END, Argument.SOURCE, Argument.DST, Argument.IMM));
        all.put("BPF_BSWAP", of(Opcode.ALU64 | Opcode.END, Argument.DST, Argument.IMM));
        all.put("BPF_ZEXT_REG", of(Opcode.ALU | Opcode.MOV | Opcode.X, Argument.BOTH));
        all.put("BPF_LD_IMM64", of(Opcode.LOAD_IMM64, Argument.DST, Argument.IMM64));
        all.put("BPF_LD_IMM64_RAW", of(Opcode.LOAD_IMM64, Argument.DST, Argument.SRC, Argument.IMM64));
        all.put("BPF_LD_MAP_FD", new Macro(Opcode.LOAD_IMM64, 1, List.of(Argument.DST, Argument.IMM64)));
        all.put("BPF_LDX_MEM", memory(Opcode.LDX | Opcode.MEM));
        all.put("BPF_LDX_MEMSX", memory(Opcode.LDX | Opcode.MEMSX));
        all.put("BPF_STX_MEM", memory(Opcode.STX | Opcode.MEM));
        all.put("BPF_STX_XADD", memory(Opcode.STX | Opcode.ATOMIC));
        all.put("BPF_ST_MEM", of(Opcode.ST | Opcode.MEM, Argument.SIZE, Argument.DST, Argument.OFF, Argument.IMM));
        all.put("BPF_ATOMIC_OP", of(Opcode.STX | Opcode.ATOMIC, Argument.SIZE, Argument.IMM, Argument.DST, Argument.SRC,
                Argument.OFF));
        jumps(all, "", Opcode.JMP);
        jumps(all, "32", Opcode.JMP32);
        all.put("BPF_JMP_A", of(Opcode.JMP | Opcode.JA, Argument.OFF));
        all.put("BPF_JMP32_A", of(Opcode.JMP32 | Opcode.JA, Argument.IMM));
        all.put("BPF_CALL_REL", new Macro(Opcode.JMP | Opcode.CALL, Opcode.CALL_LOCAL, List.of(Argument.IMM)));
        all.put("BPF_EXIT_INSN", of(Opcode.JMP | Opcode.EXIT));
        all.put("BPF_RAW_INSN",
                of(0, Argument.CODE, Argument.DST, Argument.SRC, Argument.OFF, Argument.IMM));
        return all;
    }

    private static void arithmetic(Map<String, Macro> all, String width, int code) {
        all.put("BPF_ALU" + width + "_REG", of(code | Opcode.X, Argument.OP, Argument.DST, Argument.SRC));
        all.put("BPF_ALU" + width + "_REG_OFF",
                of(code | Opcode.X, Argument.OP, Argument.DST, Argument.SRC, Argument.OFF));
        all.put("BPF_ALU" + width + "_IMM", of(code, Argument.OP, Argument.DST, Argument.IMM));
        all.put("BPF_ALU" + width + "_IMM_OFF", of(code, Argument.OP, Argument.DST, Argument.IMM, Argument.OFF));
        int move = code | Opcode.MOV;
        all.put("BPF_MOV" + width + "_REG", of(move | Opcode.X, Argument.DST, Argument.SRC));
        all.put("BPF_MOV" + width + "_IMM", of(move, Argument.DST, Argument.IMM));
        all.put("BPF_MOV" + width + "_RAW", of(move, Argument.SOURCE, Argument.DST, Argument.SRC, Argument.IMM));
        all.put("BPF_MOVSX" + width + "_REG", of(move | Opcode.X, Argument.DST, Argument.SRC, Argument.OFF));
    }

    private static void jumps(Map<String, Macro> all, String width, int code) {
        all.put("BPF_JMP" + width + "_REG",
                of(code | Opcode.X, Argument.OP, Argument.DST, Argument.SRC, Argument.OFF));
        all.put("BPF_JMP" + width + "_IMM", of(code, Argument.OP, Argument.DST, Argument.IMM, Argument.OFF));
    }

    private static Macro memory(int code) {
        return of(code, Argument.SIZE, Argument.DST, Argument.SRC, Argument.OFF);
    }
}
