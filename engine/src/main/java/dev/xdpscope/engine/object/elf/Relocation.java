package dev.xdpscope.engine.object.elf;

/**
 * A relocation without addend; the addend is in the relocated bytes (Documentation/bpf/llvm_reloc.rst).
 *
 * @param offset byte offset in the relocated section
 * @param type one of the constants here, or unknown
 */
public record Relocation(long offset, int type, Symbol symbol) {
    /** A 64-bit immediate load. */
    public static final int R_BPF_64_64 = 1;
    /** 8 bytes of data. */
    public static final int R_BPF_64_ABS64 = 2;
    /** 4 bytes of data. */
    public static final int R_BPF_64_ABS32 = 3;
    /** 4 bytes of .BTF or .BTF.ext. */
    public static final int R_BPF_64_NODYLD32 = 4;
    /** A call instruction. */
    public static final int R_BPF_64_32 = 10;

    /** The type's name as the standard tools print it. */
    public String typeName() {
        return switch (type) {
            case R_BPF_64_64 -> "R_BPF_64_64";
            case R_BPF_64_ABS64 -> "R_BPF_64_ABS64";
            case R_BPF_64_ABS32 -> "R_BPF_64_ABS32";
            case R_BPF_64_NODYLD32 -> "R_BPF_64_NODYLD32";
            case R_BPF_64_32 -> "R_BPF_64_32";
            default -> "type " + type;
        };
    }
}
