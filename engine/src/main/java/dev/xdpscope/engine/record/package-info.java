/**
 * Recording: everything that happens is executed once, with a checkpoint every few thousand steps, and afterwards only read.
 * The state at any position, the reads and writes of any stretch, and where a value came from are rebuilt by executing again
 * from the checkpoint before; the machine is deterministic, so that gives the same.
 */
package dev.xdpscope.engine.record;
