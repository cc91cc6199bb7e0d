package dev.xdpscope.engine.record;

/**
 * A moment in a recording: {@code step} instructions of run {@code run} have been executed. A run of n steps has n + 1
 * positions.
 */
public record Position(int run, long step) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
        return run != other.run ? Integer.compare(run, other.run) : Long.compare(step, other.step);
    }
}
