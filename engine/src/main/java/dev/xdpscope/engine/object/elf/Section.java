package dev.xdpscope.engine.object.elf;

/**
 * A section of an ELF file.
 *
 * @param index its number in the section header table
 * @param name for example {@code xdp} or {@code .rodata}
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param offset byte offset of its contents in the file
 * @param size bytes; for {@link #NOBITS} the bytes it stands for, none of which are in the file
 * @param link {@code sh_link}
 * @param info {@code sh_info}
 * @param data its contents; empty for {@link #NOBITS}
 */
public record Section(int index, String name, int type, long flags, long offset, long size, int link, int info,
        Slice data) {
    public static final int PROGBITS = 1;
    public static final int SYMTAB = 2;
    public static final int STRTAB = 3;
    public static final int RELA = 4;
    public static final int NOBITS = 8;
    public static final int REL = 9;
    public static final int SYMTAB_SHNDX = 18;

    private static final long ALLOC = 0x2;
    private static final long EXECINSTR = 0x4;

    /** Whether it holds instructions. */
    public boolean isCode() {
        return type == PROGBITS && (flags & EXECINSTR) != 0;
    }

    /** Whether it holds data that a loaded program can reach. */
    public boolean isData() {
        return (type == PROGBITS || type == NOBITS) && (flags & ALLOC) != 0 && (flags & EXECINSTR) == 0;
    }
}
