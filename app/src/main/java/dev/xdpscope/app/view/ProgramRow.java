package dev.xdpscope.app.view;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.program.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A row of the program lane. */
public sealed interface ProgramRow {
    /** The beginning of a function. */
    record Title(String name, String note) implements ProgramRow {}

    /**
     * An instruction, of the object's program, of the program as run, or both.
     *
     * @param key what it is as run
     * @param object index in the object's program; empty for an instruction that no pass put beside one
     * @param label the end of its coordinate, for example {@code 17.3}
     * @param line the C line that begins here
     * @param fold the expansion or kfunc body under this row
     * @param why why a pass put the instruction there; empty if none did
     * @param hint the hint that the expansion or body is about
     */
    record Code(Key key, Kind kind, OptionalInt object, String label, Optional<Line> line, Optional<Fold> fold,
            String why,
            Optional<Hint> hint) implements ProgramRow {
        /** How far it is indented: 0 for the user's own functions. */
        public int depth() {
            return key.chain().size() + (kind == Kind.STEP ? 1 : 0);
        }

        /** Under which what is below this row is folded. */
        Key folded() {
            return kind == Kind.STEP ? key.below() : key;
        }
    }

    /**
     * An instruction where it is shown.
     *
     * @param chain the calls, outermost first, under which the instruction's body is shown
     * @param insn index in the program as run
     */
    record Key(List<Integer> chain, int insn) {
        public Key {
            chain = List.copyOf(chain);
        }

        /**
         * Under which the function that a step of an expansion calls is folded: the first step has the key of the call that was
         * replaced, under which the expansion is.
         */
        Key below() {
            List<Integer> calls = new ArrayList<>(chain);
            calls.add(insn);
            return new Key(calls, insn);
        }
    }

    /** How an instruction came to be. */
    enum Kind {
        /** No pass changed it. */
        PLAIN,
        /** It stands beside what it was made from. */
        REWRITE,
        /** The call that an expansion replaced; the expansion is folded under it. */
        EXPANSION,
        /** One of an expansion's instructions. */
        STEP,
        /** Driver code. */
        BODY
    }

    /** Rows that can be folded away: their number, and what they are. */
    record Fold(boolean open, int size, String title) {}
}
