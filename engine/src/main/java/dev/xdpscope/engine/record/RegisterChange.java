package dev.xdpscope.engine.record;

/** A register that a step gave a new value (or the same again). */
public record RegisterChange(int register, long before, long after) {}
