package dev.xdpscope.app.view;

import dev.xdpscope.engine.record.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The places that the reader jumped away from, as a web browser keeps them. */
final class History {
    private static final int LIMIT = 1000;

    private final Deque<Position> behind = new ArrayDeque<>();
    private final Deque<Position> ahead = new ArrayDeque<>();

    void clear() {
        behind.clear();
        ahead.clear();
    }

    void leave(Position from) {
        if (!from.equals(behind.peek())) {
            behind.push(from);
        }
        if (behind.size() > LIMIT) {
            behind.removeLast();
        }
        ahead.clear();
    }

    Optional<Position> back(Position from) {
        return move(behind, ahead, from);
    }

    Optional<Position> forward(Position from) {
        return move(ahead, behind, from);
    }

    private static Optional<Position> move(Deque<Position> from, Deque<Position> to, Position here) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(here);
        return Optional.of(from.pop());
    }
}
