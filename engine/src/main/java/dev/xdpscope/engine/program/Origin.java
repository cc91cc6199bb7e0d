package dev.xdpscope.engine.program;

/**
 * Why an instruction is there. Origins are what side-by-side views, stepping over an expansion and coordinates are made
 * of; nothing else maps one form of a program to another.
 *
 * @param pass the pass that put the instruction into its present form
 * @param previous index of the instruction it came from in the program the pass was given ({@link Program#before()}); -1
 *     for an instruction of an appended kfunc body
 * @param insn index of the instruction of the object's own program that it stands for, or -1 in an appended kfunc body:
 *     the {@code insn} part of a coordinate
 * @param step 0-based position inside what replaced {@code insn} (or inside the kfunc body), or -1 where the instruction
 *     is the only one standing for {@code insn}: the {@code unrolled} part of a coordinate
 * @param why one clause for the reader, for example {@code mlx5 unrolls bpf_xdp_metadata_rx_hash}; empty for an
 *     instruction that no pass has touched
 */
public record Origin(PassName pass, int previous, int insn, int step, String why) {

    /** An instruction as the object holds it. */
    public static Origin source(int insn) {
        return new Origin(PassName.OBJECT, insn, insn, -1, "");
    }

    /** The origin of the same instruction after a pass that has only moved it here from index {@code index}. */
    public Origin movedFrom(int index) {
        return new Origin(pass, index, insn, step, why);
    }

    /** Whether the instruction is the driver's or the kernel's, not the user's own: it may touch kernel memory. */
    public boolean kernelCode() {
        return switch (pass) {
            case KFUNC_EXPANSION, KFUNC_LINK, CTX_REWRITE -> true;
            case OBJECT, RELOCATION -> false;
        };
    }
}
