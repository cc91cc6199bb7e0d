package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a local access in a candidate type of the target. */
final class AccessMatcher {
    private final Btf local;
    private final Btf target;
    private final Compatibility compatible;

    /** A target member that stands for a local one. */
    private record Found(long bits, AccessPath.Step step, int type) {}

    AccessMatcher(Btf local, Btf target) {
        this.local = local;
        this.target = target;
        this.compatible = new Compatibility(local, target);
    }

    /**
     * The same access in type {@code candidate} of the target; empty if it has no such thing.
     *
     * @param place of the instruction
     */
    Optional<AccessPath> match(AccessPath access, CoreRelocation.Kind kind, int candidate, Place place) {
        if (kind.ofField()) {
            return field(access, candidate);
        }
        if (kind.ofEnumerator()) {
            return enumerator(access, candidate);
        }
        boolean fits = kind == CoreRelocation.Kind.TYPE_MATCHES
                ? new TypeMatch(local, target, place).matches(access.root(), candidate)
                : compatible.types(access.root(), candidate);
        return fits ? Optional.of(new AccessPath(target, candidate, 0, List.of()))
                : Optional.empty();
    }

    private Optional<AccessPath> enumerator(AccessPath access, int candidate) {
        int id = target.resolve(candidate);
        if (!(target.type(id) instanceof BtfType.Enum e)) {
            return Optional.empty();
        }
        String wanted = Compatibility.essential(access.last().name());
        for (int i = 0; i < e.enumerators().size(); i++) {
            String name = e.enumerators().get(i).name();
            if (Compatibility.essential(name).equals(wanted)) {
                return Optional.of(new AccessPath(target, candidate, 0, List.of(new AccessPath.Step(id, i, name))));
            }
        }
        return Optional.empty();
    }

    private Optional<AccessPath> field(AccessPath access, int candidate) {
        List<AccessPath.Step> steps = new ArrayList<>();
        long bits = 0;
        int id = candidate;
        for (int i = 0; i < access.steps().size(); i++) {
            AccessPath.Step step = access.steps().get(i);
            if (!step.isElement()) {
                Optional<Found> found = member(step, id, 0, new HashSet<>());
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                bits += found.get().bits();
                steps.add(found.get().step());
                id = found.get().type();
                continue;
            }
            if (i > 0) {
                // The first step indexes the root as if it were an array; later ones need a real one.
                if (!(target.resolved(id) instanceof BtfType.Array a)
                        || step.index() >= a.count() && !AccessPath.isFlexible(target, steps.getLast(), a)) {
                    return Optional.empty();
                }
                id = a.element();
            }
            id = target.resolve(id);
            steps.add(new AccessPath.Step(id, step.index(), ""));
            bits += 8L * step.index() * target.sizeOf(id);
        }
        return Optional.of(new AccessPath(target, candidate, bits, steps));
    }

    private Optional<Found> member(AccessPath.Step step, int targetId, long bits, Set<Integer> searched) {
        int id = target.resolve(targetId);
        if (!(target.type(id) instanceof BtfType.Struct struct) || !searched.add(id)
                || !(local.type(step.type()) instanceof BtfType.Struct from)) {
            return Optional.empty();
        }
        for (int i = 0; i < struct.members().size(); i++) {
            BtfType.Member m = struct.members().get(i);
            long here = bits + m.bitOffset();
            if (m.name().isEmpty()) {
                Optional<Found> inside = member(step, m.type(), here, searched);
                if (inside.isPresent()) {
                    return inside;
                }
            } else if (m.name().equals(step.name())) {
                return compatible.fields(from.members().get(step.index()).type(), m.type())
                        ? Optional.of(new Found(here, new AccessPath.Step(id, i, m.name()), m.type()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
