package dev.xdpscope.engine.random;

import dev.xdpscope.engine.program.Program;

/**
 * A program and the packet it runs on.
 *
 * @param program as an object would hold it: it reads its context through {@code xdp_md}
 * @param data the packet, metadata in front of it included
 * @param metadata bytes of it
 */
record RandomProgram(Program program, byte[] data, int metadata) {
    /** The device from which the packet comes, loopback, and its only queue. */
    static final int IFINDEX = 1;
}
