package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Spells out a CO-RE record's access string in the object's own types. */
final class AccessReader {
    private static final int MAX_STEPS = 64;
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,7}(:[0-9]{1,7})*");

    private final Btf btf;
    private final CoreRelocation record;
    private final Place place;
    private final List<AccessPath.Step> steps = new ArrayList<>();
    private long bits;

    private AccessReader(Btf btf, CoreRelocation record, Place place) {
        this.btf = btf;
        this.record = record;
        this.place = place;
    }

    static AccessPath read(Btf btf, CoreRelocation record, CoreRelocation.Kind kind, Place place) {
        return new AccessReader(btf, record, place).access(kind);
    }

    private AccessPath access(CoreRelocation.Kind kind) {
        if (!NUMBERS.matcher(record.access()).matches()) {
            throw wrong("is not a list of numbers");
        }
        int[] path = Arrays.stream(record.access().split(":")).mapToInt(Integer::parseInt).toArray();
        if (path.length > MAX_STEPS) {
            throw wrong("has more than " + MAX_STEPS + " steps");
        }
        if (kind.ofField()) {
            field(path);
        } else if (kind.ofEnumerator()) {
            enumerator(path);
        } else if (path.length != 1 || path[0] != 0) {
            throw wrong("should be 0 for a type");
        }
        return new AccessPath(btf, record.type(), bits, steps);
    }

    private void enumerator(int[] path) {
        int id = btf.resolve(record.type());
        if (!(btf.type(id) instanceof BtfType.Enum e) || path.length != 1 || path[0] >= e.enumerators().size()) {
            throw wrong("does not name an enumerator");
        }
        steps.add(new AccessPath.Step(id, path[0], e.enumerators().get(path[0]).name()));
    }

    private void field(int[] path) {
        int id = btf.resolve(record.type());
        steps.add(new AccessPath.Step(id, path[0], ""));
        advance(id, path[0]);
        for (int i = 1; i < path.length; i++) {
            id = switch (btf.type(btf.resolve(id))) {
                case BtfType.Struct s -> member(btf.resolve(id), s, path[i]);
                case BtfType.Array a -> element(a, path[i]);
                default -> throw wrong("goes into " + btf.describe(id));
            };
        }
    }

    private int member(int id, BtfType.Struct struct, int index) {
        if (index >= struct.members().size()) {
            throw wrong("names member " + index + " of " + btf.describe(id));
        }
        BtfType.Member m = struct.members().get(index);
        bits += m.bitOffset();
        if (!m.name().isEmpty()) {
            steps.add(new AccessPath.Step(id, index, m.name()));
        }
        return m.type();
    }

    private int element(BtfType.Array array, int index) {
        if (index >= array.count() && !AccessPath.isFlexible(btf, steps.getLast(), array)) {
            throw wrong("names element " + index + " of " + array.count());
        }
        int id = btf.resolve(array.element());
        steps.add(new AccessPath.Step(id, index, ""));
        advance(id, index);
        return id;
    }

    private void advance(int id, int index) {
        bits += 8L * index * btf.sizeOf(id);
        if (bits / 8 > Integer.MAX_VALUE) {
            throw wrong("reaches beyond 2 GiB");
        }
    }

    private ProblemException wrong(String what) {
        return new ProblemException(place, "the CO-RE access string \"" + record.access() + "\" of "
                + btf.describe(record.type()) + " " + what, "Compile the object again.");
    }
}
