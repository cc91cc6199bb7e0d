package dev.xdpscope.engine.object.btf;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Walks field paths. */
final class FieldFinder {
    private static final Pattern STEP = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)((?:\\[[0-9]{1,7}])*)");

    /** A place on the way: bits from the start of the outermost struct, width of a bit field or 0, type. */
    private record Spot(long bits, int bitField, int type) {}

    private final Btf btf;

    FieldFinder(Btf btf) {
        this.btf = btf;
    }

    Optional<BtfField> find(int structId, String path) {
        Optional<Spot> spot = Optional.of(new Spot(0, 0, structId));
        for (String step : path.split("\\.", -1)) {
            Matcher parts = STEP.matcher(step);
            if (!parts.matches()) {
                return Optional.empty();
            }
            spot = spot.flatMap(s -> member(s, parts.group(1), new HashSet<>()));
            String indexes = parts.group(2);
            for (int at = 0; at < indexes.length(); at = indexes.indexOf(']', at) + 1) {
                int index = Integer.parseInt(indexes, at + 1, indexes.indexOf(']', at), 10);
                spot = spot.flatMap(s -> element(s, index));
            }
        }
        return spot.map(s -> field(path, s));
    }

    private BtfField field(String path, Spot spot) {
        long width = spot.bitField() > 0 ? spot.bitField() : 8L * btf.sizeOf(spot.type());
        if (width > Integer.MAX_VALUE) {
            throw new BtfException(btf.place(), "field " + path + " is larger than 256 MiB");
        }
        return new BtfField(path, (int) (spot.bits() / 8), (int) (spot.bits() % 8), (int) width, spot.type());
    }

    private Optional<Spot> element(Spot spot, int index) {
        if (btf.resolved(spot.type()) instanceof BtfType.Array a && (index < a.count() || a.count() == 0)) {
            return Optional.of(spot(spot.bits() + 8L * index * btf.sizeOf(a.element()), 0, a.element()));
        }
        return Optional.empty();
    }

    /** Searches each struct once, however often it is embedded: what it lacks once it lacks always. */
    private Optional<Spot> member(Spot spot, String name, Set<Integer> searched) {
        int id = btf.resolve(spot.type());
        if (!(btf.type(id) instanceof BtfType.Struct struct) || !searched.add(id)) {
            return Optional.empty();
        }
        for (BtfType.Member m : struct.members()) {
            Spot here = inside(spot.bits() + m.bitOffset(), m);
            if (m.name().equals(name)) {
                return Optional.of(here);
            }
            if (m.name().isEmpty()) {
                Optional<Spot> found = member(here, name, searched);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Spot inside(long bits, BtfType.Member m) {
        // Compilers before kind_flag describe a bit field by an integer type narrower than its size.
        if (m.bitSize() == 0 && btf.resolved(m.type()) instanceof BtfType.Int i && i.bits() != 8 * i.size()) {
            return spot(bits + i.bitOffset(), i.bits(), m.type());
        }
        return spot(bits, m.bitSize(), m.type());
    }

    private Spot spot(long bits, int bitField, int type) {
        if (bits / 8 > Integer.MAX_VALUE) {
            throw new BtfException(btf.place(), "a field of " + btf.describe(type) + " is beyond 2 GiB");
        }
        return new Spot(bits, bitField, type);
    }
}
