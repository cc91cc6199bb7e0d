package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.record.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Going back and forth between places, as in a web browser. */
class HistoryTest {
    private final History history = new History();

    private static Position at(long step) {
        return new Position(0, step);
    }

    @Test
    void backAndForthUntilTheReaderGoesElsewhere() {
        history.leave(at(1));
        history.leave(at(2));
        assertEquals(Optional.of(at(2)), history.back(at(3)));
        assertEquals(Optional.of(at(1)), history.back(at(2)));
        assertEquals(Optional.empty(), history.back(at(1)));
        assertEquals(Optional.of(at(2)), history.forward(at(1)));
        history.leave(at(2));
        assertEquals(Optional.empty(), history.forward(at(9)), "what lay ahead is gone");
        assertEquals(Optional.of(at(2)), history.back(at(9)));
    }

    @Test
    void leavingAPlaceTwiceKeepsItOnce() {
        history.leave(at(1));
        history.leave(at(1));
        assertEquals(Optional.of(at(1)), history.back(at(2)));
        assertEquals(Optional.empty(), history.back(at(1)));
    }

    @Test
    void theOldestPlacesAreForgotten() {
        for (int i = 0; i <= 1000; i++) {
            history.leave(at(i));
        }
        Position here = at(5000);
        int places = 0;
        for (Optional<Position> next = history.back(here); next.isPresent(); next = history.back(here)) {
            here = next.get();
            places++;
        }
        assertEquals(1000, places);
        assertEquals(at(1), here);
        history.clear();
        assertEquals(Optional.empty(), history.forward(here));
        assertEquals(Optional.empty(), history.back(here));
    }
}
