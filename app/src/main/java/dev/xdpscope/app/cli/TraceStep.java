package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.record.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One executed instruction, ready to be shown.
 *
 * @param text the instruction
 * @param line the source line it belongs to
 * @param origin why it is there
 * @param accesses what of memory it read or wrote
 * @param addresses what register values mean
 */
record TraceStep(Coordinate coordinate, Step step, String text, Optional<Line> line, Origin origin,
        List<NamedAccess> accesses,
        Addresses addresses) {
    /**
     * A memory access.
     *
     * @param region the region's name and the offset in it
     * @param names what the bytes are called, for example {@code cqe64.rss_hash_result}
     */
    record NamedAccess(boolean write, long address, String region, Set<String> names, byte[] before, byte[] after) {}
}
