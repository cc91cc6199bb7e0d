package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.kernel.check.Listing.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * What may have happened to one of our instructions, and where both programs go on.
 *
 * @param paired whether the kernel's next one stands for it; else the verifier removed it
 * @param next none behind an exit, two behind a branch or a call
 */
record Move(boolean paired, String why, List<Place> next) {
    private static final String USELESS = "leads to what comes next";

    Move {
        next = List.copyOf(next);
    }

    /** All that may have happened, the likelier first; nothing if no rule fits. */
    static List<Move> all(Listing in, Place at) {
        CodeLine ours = in.ours(at);
        Unit kernels = in.kernels(at);
        List<Move> moves = new ArrayList<>();
        boolean plainJump = kernels.shape().equals(CodeLine.GOTO);
        if (ours.shape().equals(kernels.shape())) {
            moves.add(new Move(true, "", behind(in, at)));
        }
        if (ours.isConditional()) {
            // A branch that only ever goes one way becomes a plain jump, which goes if it skips nothing that is left.
            if (plainJump) {
                moves.add(new Move(true, "branch always taken", List.of(targets(in, at))));
            }
            moves.add(new Move(false, "branch never taken", List.of(at.oursNext())));
            moves.add(new Move(false, USELESS, List.of(new Place(in.ourTarget(at), at.kernels()))));
        } else if (ours.shape().equals(CodeLine.GOTO)) {
            moves.add(new Move(false, USELESS, List.of(new Place(in.ourTarget(at), at.kernels()))));
        } else if (FastCalls.spilled(in.ours, at.ours())) {
            moves.add(new Move(false, "the call keeps this register (bpf_fastcall)", List.of(at.oursNext())));
        } else if (clearsAgain(in, at)) {
            moves.add(new Move(false, "the upper half is 0 behind a compare-and-exchange", List.of(at.oursNext())));
        }
        return moves;
    }

    /** Whether a rule has taken the program's own clearing of r0's upper half, the only one there, for the verifier's. */
    private static boolean clearsAgain(Listing in, Place at) {
        return in.ours(at).text().equals(CodeLine.CLEAR_UPPER_HALF) && at.ours() > 0 && at.kernels() > 0
                && in.kernels.get(at.kernels() - 1).fixup().filter(f -> f == Fixups.UPPER_HALF).isPresent()
                && in.ours.get(at.ours() - 1).shape().equals(in.kernels.get(at.kernels() - 1).shape());
    }

    private static List<Place> behind(Listing in, Place at) {
        CodeLine ours = in.ours(at);
        if (ours.isExit()) {
            return List.of();
        }
        if (ours.isJump()) {
            return List.of(targets(in, at));
        }
        return ours.target() < 0 || in.kernels(at).fixup().isPresent() ? List.of(at.next())
                : List.of(at.next(), targets(in, at));
    }

    private static Place targets(Listing in, Place at) {
        return new Place(in.ourTarget(at), in.kernelTarget(at));
    }
}
