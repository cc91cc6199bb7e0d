package dev.xdpscope.engine.memory;

/**
 * The bytes and bounds of a region at one moment.
 *
 * @param pages pages of 2^{@code pageShift} bytes, the last one possibly shorter; never written after creation and shared
 *     between snapshots
 */
record RegionSnapshot(byte[][] pages, int pageShift, int low, int high) {}
