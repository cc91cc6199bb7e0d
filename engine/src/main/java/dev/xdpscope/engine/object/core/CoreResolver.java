package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers an object's CO-RE records against a target's types. */
public final class CoreResolver {
    private final Btf local;
    private final Btf target;
    private final AccessMatcher matcher;
    private final Map<String, List<Integer>> candidates = new HashMap<>();

    public CoreResolver(Btf local, Btf target) {
        this.local = local;
        this.target = target;
        this.matcher = new AccessMatcher(local, target);
        for (int id = 0; id < target.count(); id++) {
            String name = Compatibility.essential(target.type(id).name());
            if (!name.isEmpty()) {
                candidates.computeIfAbsent(name, n -> new ArrayList<>()).add(id);
            }
        }
    }

    /**
     * What the record's instruction needs.
     *
     * @param place of the instruction
     * @throws ProblemException if the record is damaged, of an unknown kind, or ambiguous in the target
     */
    public CoreNumber resolve(CoreRelocation record, Place place) {
        CoreRelocation.Kind kind = record.kind().orElseThrow(() -> new ProblemException(place,
                "CO-RE relocation kind " + record.kindNumber() + " is not known", "Compile with clang 14 to 22."));
        AccessPath access = AccessReader.read(local, record, kind, place);
        String what = kind.words() + " of " + access.label();
        if (kind == CoreRelocation.Kind.TYPE_ID_LOCAL) {
            return new CoreNumber(what, true, record.type(), record.type(), false, 0, 0, true);
        }
        Optional<AccessPath> match = match(access, kind, what, place);
        return kind.ofField() && kind != CoreRelocation.Kind.FIELD_EXISTS
                ? field(access, match, kind, what, place)
                : whole(access, match, kind, what);
    }

    private Optional<AccessPath> match(AccessPath access, CoreRelocation.Kind kind, String what, Place place) {
        BtfType root = local.type(access.root());
        if (root.name().isEmpty()) {
            throw new ProblemException(place, "the CO-RE relocation \"" + what + "\" begins at a type without a name",
                    "Give the type a name in the program's source.");
        }
        Optional<AccessPath> first = Optional.empty();
        for (int id : candidates.getOrDefault(Compatibility.essential(root.name()), List.of())) {
            if (!Compatibility.sameKind(root, target.type(id))) {
                continue;
            }
            Optional<AccessPath> next = matcher.match(access, kind, id, place);
            if (first.isPresent() && next.isPresent() && !agree(first.get(), next.get(), kind)) {
                throw new ProblemException(place, "the target has several types " + root.name()
                        + " that give different answers for the " + what, "Give types that hold only one of them.");
            }
            first = first.or(() -> next);
        }
        return first;
    }

    private static boolean agree(AccessPath a, AccessPath b, CoreRelocation.Kind kind) {
        if (a.bitOffset() != b.bitOffset()) {
            return false;
        }
        return kind == CoreRelocation.Kind.FIELD_EXISTS
                || (kind.ofField()
                        ? FieldNumber.of(a, kind).map(FieldNumber::value)
                                .equals(FieldNumber.of(b, kind).map(FieldNumber::value))
                        : number(a, kind) == number(b, kind));
    }

    private CoreNumber field(AccessPath access, Optional<AccessPath> match, CoreRelocation.Kind kind, String what,
            Place place) {
        FieldNumber before = FieldNumber.of(access, kind).orElseThrow(() -> new ProblemException(place,
                "the " + what + " has no value", "Compile the object again."));
        Optional<FieldNumber> after = match.flatMap(m -> FieldNumber.of(m, kind));
        if (after.isEmpty()) {
            return new CoreNumber(what, false, before.value(), 0, before.certain(), 0, 0, true);
        }
        FieldNumber now = after.get();
        boolean resizable = before.size() == now.size()
                || (resizable(local.resolved(before.type()), target.resolved(now.type())));
        return new CoreNumber(what, true, before.value(), now.value(), before.certain(), before.size(), now.size(),
                resizable);
    }

    private static boolean resizable(BtfType a, BtfType b) {
        return a instanceof BtfType.Pointer && b instanceof BtfType.Pointer
                || a instanceof BtfType.Int i && b instanceof BtfType.Int j && !i.signed() && !j.signed();
    }

    /** Existence, types and enumerators: all but an enumerator's value are 0 rather than missing. */
    private static CoreNumber whole(AccessPath access, Optional<AccessPath> match, CoreRelocation.Kind kind,
            String what) {
        boolean found = match.isPresent() || kind != CoreRelocation.Kind.ENUMVAL_VALUE;
        long after = match.map(m -> number(m, kind)).orElse(0L);
        boolean certain = kind != CoreRelocation.Kind.TYPE_ID_TARGET;
        return new CoreNumber(what, found, number(access, kind), after, certain, 0, 0, true);
    }

    private static long number(AccessPath access, CoreRelocation.Kind kind) {
        return switch (kind) {
            case TYPE_ID_LOCAL, TYPE_ID_TARGET -> access.root();
            case TYPE_SIZE -> access.btf().sizeOf(access.root());
            case ENUMVAL_VALUE -> enumerator(access);
            default -> 1;
        };
    }

    private static long enumerator(AccessPath access) {
        BtfType.Enum e = (BtfType.Enum) access.btf().type(access.last().type());
        long value = e.enumerators().get(access.last().index()).value();
        // libbpf sign-extends the 32-bit values of small enums, signed or not.
        return e.size() < 8 ? (int) value : value;
    }
}
