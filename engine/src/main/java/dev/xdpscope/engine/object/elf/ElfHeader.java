package dev.xdpscope.engine.object.elf;

/**
 * What the ELF header says, once it is known to be of a BPF object that can be read here.
 *
 * @param sectionTable byte offset of the section header table
 * @param sectionCount number of section headers
 * @param namesIndex index of the section that holds section names
 */
record ElfHeader(long sectionTable, int sectionCount, int namesIndex) {
    static final int SECTION_HEADER = 64;

    private static final int SIZE = 64;
    private static final int MACHINE_BPF = 247;
    private static final int RELOCATABLE = 1;
    private static final int XINDEX = 0xffff;
    private static final String COMPILE = "Compile with: clang -O2 -g -target bpfel -c prog.bpf.c -o prog.bpf.o";

    static ElfHeader read(Slice file) {
        identify(file);
        file.require(0, SIZE);
        if (file.u16(18) != MACHINE_BPF) {
            throw refuse(file, 18, "this ELF file is for machine " + file.u16(18) + ", not for BPF (247)");
        }
        if (file.u16(16) != RELOCATABLE) {
            throw refuse(file, 16, "this ELF file is of type " + file.u16(16) + ", not a relocatable object (1)");
        }
        long table = file.s64(40);
        if (table == 0) {
            throw file.problem(40, "the object has no sections");
        }
        if (file.u16(58) != SECTION_HEADER) {
            throw file.problem(58, "section headers are " + file.u16(58) + " bytes, not 64");
        }
        file.require(table, SECTION_HEADER);
        // gABI: counts that do not fit their 16 bits are in the first section header.
        long count = file.u16(60) != 0 ? file.u16(60) : file.s64(table + 32);
        long names = file.u16(62) != XINDEX ? file.u16(62) : file.u32(table + 40);
        if (count <= 0 || count > (file.length() - table) / SECTION_HEADER) {
            throw file.problem(60, "the file is too short for " + Long.toUnsignedString(count) + " section headers");
        }
        if (names >= count) {
            throw file.problem(62, "the section name table is section " + names + " of " + count);
        }
        return new ElfHeader(table, (int) count, (int) names);
    }

    private static void identify(Slice file) {
        if (file.length() < 20 || file.u8(0) != 0x7f || file.u8(1) != 'E' || file.u8(2) != 'L' || file.u8(3) != 'F') {
            boolean bitcode = file.length() >= 4 && file.u16(0) == 0x4342 && file.u16(2) == 0xdec0;
            throw refuse(file, 0, bitcode ? "this is LLVM bitcode, not an ELF object" : "this is not an ELF object");
        }
        if (file.u8(4) != 2) {
            throw refuse(file, 4, "this is not a 64-bit ELF file");
        }
        if (file.u8(5) != 1) {
            boolean bpf = (file.u8(18) << 8 | file.u8(19)) == MACHINE_BPF;
            throw refuse(file, 5, bpf ? "this is a big-endian BPF object (bpfeb)"
                    : "this ELF file is not little-endian");
        }
    }

    private static ElfException refuse(Slice file, int offset, String what) {
        return new ElfException(file.place(offset), what, COMPILE);
    }
}
