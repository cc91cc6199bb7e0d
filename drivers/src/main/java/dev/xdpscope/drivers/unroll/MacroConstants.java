package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Opcode;
import java.util.HashMap;
import java.util.Map;

/** The numbers that kernel code names in instruction macros (RFC 9669; include/uapi/linux/bpf.h, include/linux/filter.h, 6.12). */
final class MacroConstants {
    /** By bytes of an access its code. */
    static final Map<Integer, Integer> SIZES = Map.of(1, Opcode.B, 2, Opcode.H, 4, Opcode.W, 8, Opcode.DW);

    static final Map<String, Integer> NUMBERS = numbers();

    private MacroConstants() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> all = new HashMap<>(Map.ofEntries(
                Map.entry("BPF_LD", Opcode.LD), Map.entry("BPF_LDX", Opcode.LDX), Map.entry("BPF_ST", Opcode.ST),
                Map.entry("BPF_STX", Opcode.STX), Map.entry("BPF_ALU", Opcode.ALU), Map.entry("BPF_JMP", Opcode.JMP),
                Map.entry("BPF_JMP32", Opcode.JMP32), Map.entry("BPF_ALU64", Opcode.ALU64),
                Map.entry("BPF_K", Opcode.K), Map.entry("BPF_X", Opcode.X), Map.entry("BPF_TO_LE", Opcode.K),
                Map.entry("BPF_TO_BE", Opcode.X), Map.entry("BPF_FROM_LE", Opcode.K),
                Map.entry("BPF_FROM_BE", Opcode.X)));
        all.putAll(Map.ofEntries(
                Map.entry("BPF_ADD", Opcode.ADD), Map.entry("BPF_SUB", Opcode.SUB), Map.entry("BPF_MUL", Opcode.MUL),
                Map.entry("BPF_DIV", Opcode.DIV), Map.entry("BPF_OR", Opcode.OR), Map.entry("BPF_AND", Opcode.AND),
                Map.entry("BPF_LSH", Opcode.LSH), Map.entry("BPF_RSH", Opcode.RSH), Map.entry("BPF_NEG", Opcode.NEG),
                Map.entry("BPF_MOD", Opcode.MOD), Map.entry("BPF_XOR", Opcode.XOR), Map.entry("BPF_MOV", Opcode.MOV),
                Map.entry("BPF_ARSH", Opcode.ARSH), Map.entry("BPF_END", Opcode.END)));
        all.putAll(Map.ofEntries(
                Map.entry("BPF_JA", Opcode.JA), Map.entry("BPF_JEQ", Opcode.JEQ), Map.entry("BPF_JGT", Opcode.JGT),
                Map.entry("BPF_JGE", Opcode.JGE), Map.entry("BPF_JSET", Opcode.JSET), Map.entry("BPF_JNE", Opcode.JNE),
                Map.entry("BPF_JSGT", Opcode.JSGT), Map.entry("BPF_JSGE", Opcode.JSGE),
                Map.entry("BPF_CALL", Opcode.CALL), Map.entry("BPF_EXIT", Opcode.EXIT),
                Map.entry("BPF_JLT", Opcode.JLT), Map.entry("BPF_JLE", Opcode.JLE),
                Map.entry("BPF_JSLT", Opcode.JSLT), Map.entry("BPF_JSLE", Opcode.JSLE)));
        all.putAll(Map.ofEntries(
                Map.entry("BPF_W", Opcode.W), Map.entry("BPF_H", Opcode.H), Map.entry("BPF_B", Opcode.B),
                Map.entry("BPF_DW", Opcode.DW), Map.entry("BPF_IMM", Opcode.IMM), Map.entry("BPF_MEM", Opcode.MEM),
                Map.entry("BPF_MEMSX", Opcode.MEMSX), Map.entry("BPF_ATOMIC", Opcode.ATOMIC),
                Map.entry("BPF_FETCH", Opcode.FETCH), Map.entry("BPF_XCHG", Opcode.XCHG),
                Map.entry("BPF_CMPXCHG", Opcode.CMPXCHG), Map.entry("BPF_LOAD_ACQ", Opcode.LOAD_ACQUIRE),
                Map.entry("BPF_STORE_REL", Opcode.STORE_RELEASE)));
        all.putAll(Map.of("S8_MAX", (int) Byte.MAX_VALUE, "S16_MAX", (int) Short.MAX_VALUE, "S16_MIN",
                (int) Short.MIN_VALUE, "S32_MAX", Integer.MAX_VALUE, "S32_MIN", Integer.MIN_VALUE, "U8_MAX", 0xff,
                "U16_MAX", 0xffff));
        for (int register = 0; register <= 10; register++) {
            all.put("BPF_REG_" + register, register);
        }
        for (int argument = 1; argument <= 5; argument++) {
            all.put("BPF_REG_ARG" + argument, argument);
        }
        all.put("BPF_REG_CTX", 6);
        all.put("BPF_REG_FP", 10);
        return Map.copyOf(all);
    }
}
