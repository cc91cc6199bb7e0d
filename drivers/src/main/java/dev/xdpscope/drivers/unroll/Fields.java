package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.isa.Spot;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfField;
import dev.xdpscope.engine.object.btf.BtfType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds fields by name, in layouts and in the driver's types. */
record Fields(Template.Names names) {
    private static final Pattern CONTAINER = Pattern.compile("container_of\\(\\s*(\\S+)\\s*,\\s*(\\S+)\\s*\\)");
    private static final Pattern BIG_ENDIAN = Pattern.compile("(__)?be(16|32|64)");

    /** The field that {@code LAYOUT.FIELD} or {@code STRUCT.PATH} names. */
    Optional<BitRange> find(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String owner = name.substring(0, dot);
        String path = name.substring(dot + 1);
        Optional<BitRange> described = names.layouts().stream().filter(l -> l.name().equals(owner))
                .flatMap(l -> l.field(path).stream().map(f -> described(l, f))).findFirst();
        return described.or(() -> names.btf().field(owner, path).map(this::declared));
    }

    /** Pointers to follow, and the field behind them. */
    record Way(List<BitRange> pointers, BitRange field) {}

    /** The fields that {@code ref} names. */
    Way way(FieldRef ref, Spot spot) {
        List<BitRange> way = new ArrayList<>();
        for (String step : ref.steps()) {
            OptionalInt type = OptionalInt.empty();
            if (!way.isEmpty()) {
                type = way.getLast().pointsTo();
                if (type.isEmpty()) {
                    throw spot.problem(
                            "'" + way.getLast().name() + "' is no pointer, so '" + step + "' is not behind it",
                            "Follow pointers only; the parts of a structure are joined by a dot.");
                }
            }
            BitRange field = step(step, type, spot);
            if (!field.loadable()) {
                throw spot.problem("'" + step + "' has " + field.size() + " bytes and is no integer",
                        "Name one of its parts.");
            }
            way.add(field);
        }
        BitRange last = way.removeLast();
        return new Way(way, ref.bits().map(b -> part(last, b, spot)).orElse(last));
    }

    private static BitRange part(BitRange field, FieldRef.Bits bits, Spot spot) {
        if (bits.low() < 0 || bits.high() < bits.low() || bits.high() >= field.bits()) {
            throw spot.problem("'" + field.name() + "' has no bits " + bits.high() + ":" + bits.low(),
                    "Name bits from " + (field.bits() - 1) + " to 0, the higher first.");
        }
        return field.part(bits.low(), bits.high() - bits.low() + 1);
    }

    private BitRange step(String step, OptionalInt type, Spot spot) {
        if (step.equals("*") && type.isPresent()) {
            return integer(type.getAsInt()).orElseThrow(() -> spot.problem("'*' is behind no pointer to an integer",
                    "Name a field of the structure."));
        }
        Matcher container = CONTAINER.matcher(step);
        if (container.matches()) {
            String member = container.group(1);
            String struct = member.substring(0, Math.max(member.indexOf('.'), 0));
            BitRange there = known(member, type, spot);
            return known(struct + "." + container.group(2), OptionalInt.empty(), spot).seenFrom(there.offset());
        }
        return known(step, type, spot);
    }

    private BitRange known(String name, OptionalInt type, Spot spot) {
        Optional<BitRange> inside = type.isPresent()
                ? names.btf().field(names.btf().resolve(type.getAsInt()), name).map(this::declared)
                : Optional.empty();
        return inside.or(() -> find(name)).orElseThrow(() -> spot.problem("there is no field '" + name + "'",
                new KnownNames(names).remedy(name, type)));
    }

    private static BitRange described(Layout layout, dev.xdpscope.drivers.descriptor.Field f) {
        return new BitRange(layout.name() + "." + f.name(), f.offset(), 0, f.size(), f.lowBit(), f.bits(),
                layout.byteOrder(), OptionalInt.empty());
    }

    private BitRange declared(BtfField f) {
        int low = f.bitOffset();
        int offset = f.byteOffset();
        int size = f.bitSize() / 8;
        if (low != 0 || f.bitSize() % 8 != 0) {
            size = smallest(offset, low, f.bitSize());
            low += 8 * (offset % size);
            offset -= offset % size;
        }
        return new BitRange(f.path(), offset, 0, size, low, f.bitSize(), order(f.type()), pointee(f.type()));
    }

    /** A bit field of C is read through the smallest aligned integer that has all its bits. */
    private static int smallest(int offset, int low, int bits) {
        int size = 1;
        while (8 * (offset % size) + low + bits > 8 * size) {
            size *= 2;
        }
        return size;
    }

    /** The integer that a pointer of that type points to. */
    private Optional<BitRange> integer(int type) {
        BtfType resolved = names.btf().resolved(type);
        boolean number = resolved instanceof BtfType.Int || resolved instanceof BtfType.Enum
                || resolved instanceof BtfType.Pointer;
        if (!number) {
            return Optional.empty();
        }
        int size = names.btf().sizeOf(type);
        return Optional.of(new BitRange("*", 0, 0, size, 0, 8 * size, order(type), pointee(type)));
    }

    private OptionalInt pointee(int type) {
        return names.btf().resolved(type) instanceof BtfType.Pointer p ? OptionalInt.of(p.target())
                : OptionalInt.empty();
    }

    /** Big endian if a typedef on the way to the integer says so, as the kernel's {@code __be32}. */
    private ByteOrder order(int type) {
        Btf btf = names.btf();
        int now = type;
        while (true) {
            switch (btf.type(now)) {
                case BtfType.Typedef t -> {
                    if (BIG_ENDIAN.matcher(t.name()).matches()) {
                        return ByteOrder.BIG_ENDIAN;
                    }
                    now = t.target();
                }
                case BtfType.Qualified q -> now = q.target();
                case BtfType.TypeTag t -> now = t.target();
                default -> {
                    return ByteOrder.LITTLE_ENDIAN;
                }
            }
        }
    }
}
