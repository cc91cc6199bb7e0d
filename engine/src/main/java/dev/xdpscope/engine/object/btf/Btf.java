package dev.xdpscope.engine.object.btf;

import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.object.elf.StringTable;
import dev.xdpscope.engine.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The types of a BPF object or of a kernel (its .BTF section, or {@code /sys/kernel/btf/vmlinux}), by id. Ids are those
 * of the file; 0 is void.
 */
public final class Btf {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER = 24;

    private final List<BtfType> types;
    private final Map<String, List<Integer>> byName;
    private final StringTable strings;
    private final Place place;

    private Btf(List<BtfType> types, StringTable strings, Place place) {
        this.types = types;
        this.strings = strings;
        this.place = place;
        this.byName = new HashMap<>();
        for (int id = 0; id < types.size(); id++) {
            String name = types.get(id).name();
            if (!name.isEmpty()) {
                byName.computeIfAbsent(name, n -> new ArrayList<>()).add(id);
            }
        }
    }

    /**
     * Reads little-endian BTF.
     *
     * @param bytes from the BTF header on
     * @param place the file and section that problems name
     * @throws dev.xdpscope.engine.problem.ProblemException if it is damaged
     */
    public static Btf parse(byte[] bytes, Place place) {
        return parse(Slice.of(bytes, place), place);
    }

    /** As {@link #parse(byte[], Place)}, from a window of a file. */
    public static Btf parse(Slice slice, Place place) {
        if (slice.u16(0) == 0x9feb) {
            throw new BtfException(place, "this is big-endian BTF");
        }
        if (slice.u16(0) != MAGIC) {
            throw new BtfException(place, "this is not BTF");
        }
        if (slice.u8(2) != 1) {
            throw new BtfException(place, "BTF version " + slice.u8(2) + " is not known");
        }
        long header = slice.u32(4);
        if (header < HEADER) {
            throw new BtfException(place, "the BTF header has " + header + " bytes, not at least 24");
        }
        slice.require(0, header);
        Slice typeSection = slice.slice(header + slice.u32(8), slice.u32(12));
        StringTable strings = new StringTable(slice.slice(header + slice.u32(16), slice.u32(20)));
        List<BtfType> types = new BtfReader(typeSection, strings).types();
        TypeCheck.check(types, place);
        return new Btf(types, strings, place);
    }

    /** One more than the highest id. */
    public int count() {
        return types.size();
    }

    /**
     * The type with that id.
     *
     * @throws BtfException if there is none
     */
    public BtfType type(int id) {
        if (id < 0 || id >= types.size()) {
            throw new BtfException(place, "there is no type " + Integer.toUnsignedString(id));
        }
        return types.get(id);
    }

    /** The ids of all types with that name, lowest first. */
    public List<Integer> named(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** The lowest id of a type with that name, of whatever kind. */
    public OptionalInt find(String name) {
        return named(name).stream().mapToInt(Integer::intValue).findFirst();
    }

    /** The struct or union of that name, or the one a typedef of that name stands for. */
    public OptionalInt struct(String name) {
        List<Integer> ids = named(name);
        OptionalInt tagged = ids.stream().mapToInt(Integer::intValue)
                .filter(id -> types.get(id) instanceof BtfType.Struct).findFirst();
        return tagged.isPresent() ? tagged : ids.stream().mapToInt(Integer::intValue)
                .filter(id -> types.get(id) instanceof BtfType.Typedef)
                .map(this::resolve)
                .filter(id -> types.get(id) instanceof BtfType.Struct).findFirst();
    }

    /** The id of the type behind typedefs, const, volatile, restrict and type tags. */
    public int resolve(int id) {
        int now = id;
        while (true) {
            switch (type(now)) {
                case BtfType.Typedef t -> now = t.target();
                case BtfType.Qualified q -> now = q.target();
                case BtfType.TypeTag t -> now = t.target();
                default -> {
                    return now;
                }
            }
        }
    }

    /** The type behind typedefs and modifiers: {@code type(resolve(id))}. */
    public BtfType resolved(int id) {
        return type(resolve(id));
    }

    /**
     * Size in bytes.
     *
     * @throws BtfException for a type without one (void, a function, a forward declaration)
     */
    public int sizeOf(int id) {
        long times = 1;
        int now = resolve(id);
        while (type(now) instanceof BtfType.Array a) {
            times = Math.min(times * a.count(), Integer.MAX_VALUE + 1L);
            now = resolve(a.element());
        }
        long size = times * switch (type(now)) {
            case BtfType.Int i -> i.size();
            case BtfType.Pointer p -> 8;
            case BtfType.Struct s -> s.size();
            case BtfType.Enum e -> e.size();
            case BtfType.Float f -> f.size();
            case BtfType.DataSection s -> s.size();
            case BtfType.Variable v -> sizeOf(v.type());
            default -> throw new BtfException(place, describe(now) + " has no size");
        };
        if (size > Integer.MAX_VALUE) {
            throw new BtfException(place, describe(id) + " is larger than 2 GiB");
        }
        return (int) size;
    }

    /**
     * A field, by the name of a struct, union or typedef and a path such as {@code xdp_rxq.dev} or {@code
     * lanes[2].id}. Members of anonymous structs and unions are found as in C; pointers are not followed.
     *
     * @return empty if there is no such struct or field
     */
    public Optional<BtfField> field(String structName, String path) {
        OptionalInt id = struct(structName);
        return id.isEmpty() ? Optional.empty() : field(id.getAsInt(), path);
    }

    /** As {@link #field(String, String)}, for a struct given by its id. */
    public Optional<BtfField> field(int structId, String path) {
        return new FieldFinder(this).find(structId, path);
    }

    /** The type as C writes it, for example {@code struct mlx5_cqe64 *} or {@code const char[16]}. */
    public String describe(int id) {
        return TypeNames.describe(this, id);
    }

    /** The string at a byte offset of the string section; .BTF.ext names files and lines by it. */
    String string(long offset) {
        return strings.at(offset);
    }

    Place place() {
        return place;
    }
}
