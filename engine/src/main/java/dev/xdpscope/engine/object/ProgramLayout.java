package dev.xdpscope.engine.object;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Places a program's functions one after another: the main program, then each subprogram where it is first met, depth
 * first, which is libbpf's order; behind them in the same way the programs that tail calls can enter, which libbpf loads by
 * themselves.
 */
final class ProgramLayout {
    /** The kernel's limit for a program (BPF_COMPLEXITY_LIMIT_INSNS in include/linux/bpf.h). */
    private static final int MOST = 1_000_000;

    private final CodeReader reader;
    private final Place place;
    private final List<PlacedFunction> pieces = new ArrayList<>();
    private final Map<ObjectFunction, PlacedFunction> placed = new HashMap<>();
    /** Programs that may be tail-called and are not yet placed. */
    private final Deque<ObjectFunction> waiting = new ArrayDeque<>();
    private final Set<ObjectFunction> tailCalled = new HashSet<>();
    private int size;

    private ProgramLayout(CodeReader reader, Place place) {
        this.reader = reader;
        this.place = place;
    }

    static ProgramLayout of(ObjectFunction main, CodeReader reader, Place place) {
        ProgramLayout layout = new ProgramLayout(reader, place);
        layout.placeAll(main);
        while (!layout.waiting.isEmpty()) {
            ObjectFunction next = layout.waiting.remove();
            if (!layout.placed.containsKey(next)) {
                layout.tailCalled.add(next);
                layout.placeAll(next);
            }
        }
        return layout;
    }

    List<PlacedFunction> pieces() {
        return List.copyOf(pieces);
    }

    /** Where a function that the program uses begins. */
    int startOf(ObjectFunction function) {
        return placed.get(function).start();
    }

    /** Whether a placed function is a program that is only entered by tail calls. */
    boolean isTailCalled(ObjectFunction function) {
        return tailCalled.contains(function);
    }

    private void placeAll(ObjectFunction main) {
        Deque<Cursor> open = new ArrayDeque<>();
        open.push(new Cursor(add(main)));
        while (!open.isEmpty()) {
            Cursor cursor = open.peek();
            if (cursor.slot == cursor.piece.code().size()) {
                open.pop();
                continue;
            }
            Optional<Reference> reference = cursor.piece.reference(cursor.slot++);
            if (reference.isPresent() && reference.get() instanceof Reference.ToMap map) {
                waiting.addAll(map.programs());
            }
            reference.flatMap(ProgramLayout::function)
                    .filter(f -> !placed.containsKey(f))
                    .ifPresent(f -> open.push(new Cursor(add(f))));
        }
    }

    private static Optional<ObjectFunction> function(Reference reference) {
        return switch (reference) {
            case Reference.Call c -> Optional.of(c.function());
            case Reference.Address a -> Optional.of(a.function());
            default -> Optional.empty();
        };
    }

    private PlacedFunction add(ObjectFunction function) {
        if (function.size() > MOST - size) {
            throw new ProblemException(place, "the program has more than " + MOST + " instructions",
                    "The kernel would refuse it too: make it smaller.");
        }
        PlacedFunction piece = reader.read(function, size);
        pieces.add(piece);
        placed.put(function, piece);
        size += function.size();
        return piece;
    }

    /** How far a placed function has been searched for calls. */
    private static final class Cursor {
        private final PlacedFunction piece;
        private int slot;

        private Cursor(PlacedFunction piece) {
            this.piece = piece;
        }
    }
}
