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
    private static final String ON_DEMAND = "?";

    /** One past its last slot. */
    public int end() {
        return start + size;
    }

    /** What kind of program it is: its section's name without the mark of a program that is loaded on demand. */
    public String definition() {
        return isOnDemand() ? section.substring(ON_DEMAND.length()) : section;
    }

    /** Whether libbpf loads it only when asked to: its section is like {@code ?xdp}. */
    public boolean isOnDemand() {
        return section.startsWith(ON_DEMAND);
    }

    /** Whether it is where subprograms must be: libbpf relocates calls only of functions in {@code .text}. */
    boolean isSubprogram() {
        return section.equals(SUBPROGRAMS);
    }

    /** Whether it is a program: global, and in a section of its own kind rather than in {@code .text}. */
    public boolean isProgram() {
        return global && !section.equals(SUBPROGRAMS);
    }
}
