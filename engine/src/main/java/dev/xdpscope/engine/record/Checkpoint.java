package dev.xdpscope.engine.record;

import dev.xdpscope.engine.run.MachineSnapshot;

/** The machine's state after {@code step} steps of a run. */
record Checkpoint(long step, MachineSnapshot state) {}
