package dev.xdpscope.engine.object;

import dev.xdpscope.engine.program.MapSpec;

/**
 * A map and where the object declares it.
 *
 * @param section number of the ELF section
 * @param offset byte offset of the declaration in {@code .maps}; 0 for a data section, all of which is the map
 */
record DeclaredMap(MapSpec spec, int section, long offset) {
    /** Of a map whose section is not in the file. */
    static final int NO_SECTION = -1;
}
