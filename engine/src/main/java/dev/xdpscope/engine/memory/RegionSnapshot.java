package dev.xdpscope.engine.memory;

/**
 * The bytes and bounds of a region at one moment.
 *
 * @param pages pages of {@link Region#PAGE} bytes, the last one possibly shorter; never written after creation and shared
 *     between snapshots
 */
record RegionSnapshot(byte[][] pages, int low, int high) {}
