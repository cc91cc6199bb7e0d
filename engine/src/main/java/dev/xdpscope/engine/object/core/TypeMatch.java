package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a type of the target has all that a type of the object has: members by name and type, enumerators by name (libbpf
 * 1.7, src/relo_core.c, {@code __bpf_core_types_match}). Behind a pointer a struct's name is enough.
 */
final class TypeMatch {
    /** Pairs of types that one question may lead to; those of a kernel's largest structs are some thousands. */
    private static final int MOST = 1_000_000;
    /** Of pointers, arrays, members and parameters, one in another. */
    private static final int DEEPEST = 1000;

    private final Btf local;
    private final Btf target;
    private final Place place;
    /** What was found, or is being found: a type that leads to itself matches if all else does. */
    private final Map<Pair, Boolean> known = new HashMap<>();
    private int asked;
    private int depth;

    private record Pair(int local, int target, boolean behindPointer) {}

    TypeMatch(Btf local, Btf target, Place place) {
        this.local = local;
        this.target = target;
        this.place = place;
    }

    /**
     * @throws ProblemException if there are too many types to look at
     */
    boolean matches(int localId, int targetId) {
        return matches(localId, targetId, false);
    }

    private boolean matches(int localId, int targetId, boolean behindPointer) {
        if (++asked > MOST || depth > DEEPEST) {
            throw new ProblemException(place, "the types that bpf_core_type_matches compares lead to more than " + MOST
                    + " others, or more than " + DEEPEST + " levels deep", "Ask with bpf_core_type_exists.");
        }
        Pair pair = new Pair(local.resolve(localId), target.resolve(targetId), behindPointer);
        Boolean before = known.putIfAbsent(pair, true);
        if (before != null) {
            return before;
        }
        depth++;
        boolean matches = sameName(local.type(pair.local()), target.type(pair.target()))
                && contents(local.type(pair.local()), target.type(pair.target()), behindPointer);
        depth--;
        known.put(pair, matches);
        return matches;
    }

    private static boolean sameName(BtfType a, BtfType b) {
        return Compatibility.essential(a.name()).equals(Compatibility.essential(b.name()));
    }

    private boolean contents(BtfType type, BtfType other, boolean behindPointer) {
        return switch (type) {
            case BtfType.Void v -> other instanceof BtfType.Void;
            case BtfType.Int i -> other instanceof BtfType.Int j && i.size() == j.size() && i.signed() == j.signed();
            case BtfType.Enum e -> other instanceof BtfType.Enum f && enumerators(e, f);
            case BtfType.Forward f -> other instanceof BtfType.Forward g && f.union() == g.union()
                    || behindPointer && other instanceof BtfType.Struct s && f.union() == s.union();
            case BtfType.Struct s when behindPointer -> other instanceof BtfType.Struct t && s.union() == t.union()
                    || other instanceof BtfType.Forward f && s.union() == f.union();
            case BtfType.Struct s -> other instanceof BtfType.Struct t && s.union() == t.union() && members(s, t);
            case BtfType.Pointer p -> other instanceof BtfType.Pointer q && matches(p.target(), q.target(), true);
            case BtfType.Array a -> other instanceof BtfType.Array b && a.count() == b.count()
                    && matches(a.element(), b.element(), behindPointer);
            case BtfType.FunctionPrototype f -> other instanceof BtfType.FunctionPrototype g
                    && prototypes(f, g, behindPointer);
            default -> false;
        };
    }

    private static boolean enumerators(BtfType.Enum e, BtfType.Enum f) {
        return e.size() == f.size() && e.enumerators().size() <= f.enumerators().size()
                && f.enumerators().stream().map(x -> Compatibility.essential(x.name())).collect(Collectors.toSet())
                        .containsAll(e.enumerators().stream().map(x -> Compatibility.essential(x.name())).toList());
    }

    private boolean members(BtfType.Struct s, BtfType.Struct t) {
        if (s.members().size() > t.members().size()) {
            return false;
        }
        Map<String, List<BtfType.Member>> byName =
                t.members().stream().collect(Collectors.groupingBy(m -> Compatibility.essential(m.name())));
        return s.members().stream().allMatch(m -> byName.getOrDefault(Compatibility.essential(m.name()), List.of())
                .stream().anyMatch(other -> matches(m.type(), other.type(), false)));
    }

    private boolean prototypes(BtfType.FunctionPrototype f, BtfType.FunctionPrototype g, boolean behindPointer) {
        if (f.parameters().size() != g.parameters().size()) {
            return false;
        }
        for (int i = 0; i < f.parameters().size(); i++) {
            if (!matches(f.parameters().get(i).type(), g.parameters().get(i).type(), behindPointer)) {
                return false;
            }
        }
        return matches(f.result(), g.result(), behindPointer);
    }
}
