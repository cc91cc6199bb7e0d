package dev.xdpscope.engine.isa;

import java.util.List;
import java.util.Set;

/**
 * Reads the kernel's text syntax, one instruction a line: everything that {@link Disassembler} prints, and besides
 *
 * <ul>
 *   <li>labels, {@code name:} alone or before an instruction, and jumps, calls and {@code subprog[name]} by label;
 *   <li>comments from {@code ;} or {@code //} to the end of the line, and lines that begin with {@code #};
 *   <li>calls by name or number, {@code call bpf_ktime_get_ns} or {@code call 5};
 *   <li>in place of an offset or immediate a sum of names and numbers, {@code *(u64 *)(r1 + xdp_buff.data + 8)}. Names
 *       match {@code [A-Za-z_][A-Za-z0-9_.]*}; numbers are decimal or hexadecimal, up to 64 bits unsigned.
 * </ul>
 *
 * An immediate that is sign-extended to 64 bits must be written as its signed value; only {@code if r1 == 0xfffffff9}
 * means -7, because the kernel prints it so.
 */
public final class Assembler {
    private Assembler() {}

    /**
     * A program all of whose labels are defined in it.
     *
     * @return one element per slot; numeric jump distances are taken as they are
     * @throws AssemblyException if the text is no program
     */
    public static List<Insn> assemble(String source, Symbols symbols) {
        return assemble(source, symbols, Set.of());
    }

    /**
     * A fragment that continues after its last instruction.
     *
     * @param externalLabels names, usually {@code end}, that stand for the place just after the last instruction unless
     *     the text defines them
     */
    public static List<Insn> assemble(String source, Symbols symbols, Set<String> externalLabels) {
        CodeBuilder code = new CodeBuilder(symbols);
        int number = 0;
        for (String line : source.lines().toList()) {
            Cursor cursor = new Cursor(line, ++number, symbols);
            code.labels(cursor);
            if (!cursor.atEnd()) {
                code.instruction(cursor);
            }
        }
        return code.build(externalLabels);
    }
}
