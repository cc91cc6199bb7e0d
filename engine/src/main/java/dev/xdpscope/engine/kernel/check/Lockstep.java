package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.kernel.check.Listing.Place;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes through both programs at once, along every way that the kernel's can take. What of ours is not come across on the way is
 * what the verifier removed because it never reaches it ({@code opt_hard_wire_dead_code_branches()}, {@code opt_remove_dead_code()},
 * {@code opt_remove_nops()}, kernel/bpf/verifier.c, 6.18). Where several things may have happened to an instruction, that one did
 * after which the programs agree longest.
 */
final class Lockstep {
    /** How far ahead is looked. */
    private static final int FAR = 64;
    private static final int CHOICES = 5;

    private final Listing in;
    /** For each of our instructions the kernel's that stands for it, or -1. */
    private final int[] partners;
    private final Map<Integer, String> removed = new HashMap<>();
    private final Map<Integer, String> decided = new HashMap<>();
    private final Map<Integer, Place> mismatches = new HashMap<>();
    private final Set<Integer> elsewhere = new HashSet<>();
    private final BitSet taken = new BitSet();
    private final Set<Place> seen = new HashSet<>();
    private final Deque<Step> work = new ArrayDeque<>(List.of(new Step(new Place(0, 0), -1)));

    /** A place to look at, and our instruction that led there. */
    private record Step(Place at, int from) {}

    private Lockstep(Listing in) {
        this.in = in;
        partners = new int[in.ours.size()];
        Arrays.fill(partners, -1);
    }

    static Lockstep through(Listing in) {
        Lockstep lockstep = new Lockstep(in);
        while (!lockstep.work.isEmpty()) {
            Step step = lockstep.work.pop();
            if (lockstep.seen.add(step.at)) {
                lockstep.step(step.at, step.from);
            }
        }
        return lockstep;
    }

    /** Index of the kernel's instruction that stands for ours, or -1. */
    int partner(int ours) {
        return partners[ours];
    }

    /** Why the verifier removed an instruction that can be reached; empty if it did not, or if it cannot be reached. */
    Optional<String> removed(int ours) {
        return Optional.ofNullable(removed.get(ours));
    }

    /** Why what stands for an instruction is another one; empty if it is the same. */
    Optional<String> decided(int ours) {
        return Optional.ofNullable(decided.get(ours));
    }

    /** Where the programs part at an instruction of ours. */
    Optional<Place> mismatch(int ours) {
        return Optional.ofNullable(mismatches.get(ours));
    }

    /** Whether a jump or call of ours leads to another place than the kernel's. */
    boolean leadsElsewhere(int ours) {
        return elsewhere.contains(ours);
    }

    private void step(Place at, int from) {
        if (!in.inside(at)) {
            // One of the programs leads where nothing is; what is left of the other shows.
            return;
        }
        Optional<Move> best = Move.all(in, at).stream().filter(m -> fits(m, at))
                .max(Comparator.comparingInt((Move m) -> ahead(m, CHOICES)));
        if (best.isEmpty()) {
            apart(at, from);
            return;
        }
        Move move = best.get();
        if (move.paired()) {
            partners[at.ours()] = at.kernels();
            taken.set(at.kernels());
            if (!move.why().isEmpty()) {
                decided.put(at.ours(), move.why());
            }
        } else {
            removed.put(at.ours(), move.why());
        }
        move.next().reversed().forEach(next -> work.push(new Step(next, at.ours())));
    }

    /** A jump to what is known to be two different places leads elsewhere; else the instruction is another. */
    private void apart(Place at, int from) {
        if (from >= 0 && at.ours() != from + 1 && (partners[at.ours()] >= 0 || taken.get(at.kernels()))) {
            elsewhere.add(from);
            return;
        }
        mismatches.put(at.ours(), at);
        Place best = Stream.of(at.next(), at.oursNext(), new Place(at.ours(), at.kernels() + 1))
                .max(Comparator.comparingInt((Place p) -> ahead(p, CHOICES))).orElseThrow();
        work.push(new Step(best, at.ours()));
    }

    /** Whether it agrees with what is known of the instruction already. */
    private boolean fits(Move move, Place at) {
        int partner = partners[at.ours()];
        return partner < 0 ? !move.paired() || !removed.containsKey(at.ours())
                : move.paired() && partner == at.kernels();
    }

    /** For how many instructions the programs agree after a move. */
    private int ahead(Move move, int choices) {
        int least = FAR;
        for (Place next : move.next()) {
            least = Math.min(least, ahead(next, choices));
        }
        return least + (move.paired() ? 1 : 0);
    }

    private int ahead(Place from, int choices) {
        Place at = from;
        for (int n = 0; n < FAR; n++) {
            if (!in.inside(at)) {
                return n;
            }
            if (partners[at.ours()] == at.kernels()) {
                return FAR;
            }
            List<Move> moves = Move.all(in, at);
            if (moves.isEmpty() || partners[at.ours()] >= 0) {
                return n;
            }
            if (moves.size() > 1 || moves.getFirst().next().size() != 1) {
                int agreed = n;
                return moves.getFirst().next().isEmpty() ? FAR : choices == 0 ? n
                        : Math.min(FAR, agreed
                                + moves.stream().mapToInt(m -> ahead(m, choices - 1)).max().orElse(0));
            }
            at = moves.getFirst().next().getFirst();
        }
        return FAR;
    }
}
