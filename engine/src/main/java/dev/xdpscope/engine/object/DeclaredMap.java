package dev.xdpscope.engine.object;

import dev.xdpscope.engine.program.MapSpec;

/**
 * A map and where the object declares it.
 *
 * @param section number of the ELF section
 * @param offset byte offset of the declaration in {@code .maps}; 0 for a data section, all of which is the map
 */
record DeclaredMap(MapSpec spec, int section, long offset) {}
