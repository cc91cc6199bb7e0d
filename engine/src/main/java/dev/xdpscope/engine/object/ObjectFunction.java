package dev.xdpscope.engine.object;

/**
 * A function that an object defines.
 *
 * @param section name of its ELF section
 * @param sectionIndex number of that section
 * @param start its first instruction, in 8-byte slots from the start of the section
 * @param size in 8-byte slots
 * @param global whether it has external linkage
 */
public record ObjectFunction(String name, String section, int sectionIndex, int start, int size, boolean global) {
    private static final String SUBPROGRAMS = ".text";

    /** One past its last slot. */
    public int end() {
        return start + size;
    }

    /** Whether it is a program: global, and in a section of its own kind rather than in {@code .text}. */
    public boolean isProgram() {
        return global && !section.equals(SUBPROGRAMS);
    }
}
