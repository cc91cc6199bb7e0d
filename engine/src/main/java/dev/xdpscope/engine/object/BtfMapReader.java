package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads BTF-defined maps: each variable of {@code .maps} is a struct whose members' types are the attributes, such as
 * {@code int (*max_entries)[64]} for the number 64 (libbpf, src/bpf_helpers.h {@code __uint} and {@code __type}).
 */
final class BtfMapReader {
    static final String SECTION = ".maps";

    private static final int POINTER = 8;
    /** Of a map that holds maps or programs: what user space puts there is a file descriptor. */
    private static final int VALUE = 4;

    private final Btf btf;
    private final Place place;

    /** What the declarations' initial values refer to. */
    private final List<Relocation> relocations;

    private BtfMapReader(Btf btf, Place place, List<Relocation> relocations) {
        this.btf = btf;
        this.place = place;
        this.relocations = relocations;
    }

    static List<DeclaredMap> read(ElfFile elf, Optional<Btf> btf) {
        Optional<Section> section = elf.section(SECTION);
        if (section.isEmpty() || section.get().size() == 0) {
            return List.of();
        }
        Place place = Place.of(elf.name()).section(SECTION);
        Btf types = btf.orElseThrow(() -> new ProblemException(place,
                "the object declares maps but has no BTF to describe them", "Compile it with -g."));
        Map<String, Symbol> symbols = new HashMap<>();
        elf.symbols().stream().filter(s -> s.section().equals(section) && !s.name().isEmpty())
                .forEach(s -> symbols.putIfAbsent(s.name(), s));
        return new BtfMapReader(types, place, elf.relocations(section.get())).maps(section.get(), symbols);
    }

    private List<DeclaredMap> maps(Section section, Map<String, Symbol> symbols) {
        List<DeclaredMap> maps = new ArrayList<>();
        for (int id : btf.named(SECTION)) {
            if (!(btf.type(id) instanceof BtfType.DataSection declared)) {
                continue;
            }
            for (BtfType.Placed placed : declared.variables()) {
                if (!(btf.type(placed.type()) instanceof BtfType.Variable variable)) {
                    throw wrong("type " + placed.type(), "is not a variable");
                }
                if (variable.linkage() == BtfType.Linkage.STATIC) {
                    throw wrong(variable.name(), "is static, which libbpf does not take");
                }
                Symbol symbol = Optional.ofNullable(symbols.get(variable.name()))
                        .orElseThrow(() -> wrong(variable.name(), "has no symbol"));
                maps.add(map(variable, section, symbol.value(), (int) placed.size()));
            }
        }
        if (maps.isEmpty()) {
            throw new ProblemException(place, "the object's BTF does not describe its maps", "Compile it with -g.");
        }
        return maps;
    }

    private DeclaredMap map(BtfType.Variable variable, Section section, long offset, int size) {
        if (!(btf.resolved(variable.type()) instanceof BtfType.Struct struct)) {
            throw wrong(variable.name(), "is a " + btf.describe(variable.type()) + ", not a struct");
        }
        Attributes found = new Attributes();
        struct.members().forEach(m -> attribute(variable.name(), m, found));
        if (found.type == 0) {
            throw wrong(variable.name(), "has no type");
        }
        List<MapSpec.Slot> slots = slots(variable.name(), found, offset, size);
        MapSpec spec = new MapSpec(variable.name(), found.type, found.keySize, found.valueSize, found.maxEntries,
                found.flags, Optional.empty(), found.keyType, found.valueType, found.extra, slots);
        return new DeclaredMap(spec, section.index(), offset);
    }

    /** What has been read of one map so far. */
    private static final class Attributes {
        private int type;
        private int keySize;
        private int valueSize;
        private int maxEntries;
        private int flags;
        private long extra;
        private Optional<BtfType.Member> values = Optional.empty();
        private Optional<String> keyType = Optional.empty();
        private Optional<String> valueType = Optional.empty();
    }

    private void attribute(String map, BtfType.Member member, Attributes into) {
        switch (member.name()) {
            case "type" -> into.type = number(map, member);
            case "max_entries" -> into.maxEntries = number(map, member);
            case "map_flags" -> into.flags = number(map, member);
            case "key_size" -> into.keySize = agree(map, "key", into.keySize, number(map, member));
            case "value_size" -> into.valueSize = agree(map, "value", into.valueSize, number(map, member));
            case "key" -> {
                int type = target(map, member);
                into.keySize = agree(map, "key", into.keySize, btf.sizeOf(type));
                into.keyType = Optional.of(btf.describe(type));
            }
            case "value" -> {
                int type = target(map, member);
                into.valueSize = agree(map, "value", into.valueSize, btf.sizeOf(type));
                into.valueType = Optional.of(btf.describe(type));
                SpecialFields.refuse(btf, "the value of map " + map, type, place);
            }
            case "values" -> into.values = Optional.of(member);
            case "map_extra" -> into.extra = number(map, member);
            case "numa_node", "pinning" -> {}
            default -> throw wrong(map, "has an attribute " + member.name() + ", which is not known");
        }
    }

    /** Initial values are pointers to other maps or to programs, so that a relocation says what each is. */
    private List<MapSpec.Slot> slots(String map, Attributes found, long offset, int size) {
        if (found.values.isEmpty()) {
            return List.of();
        }
        boolean holds = found.type == MapSpec.PROG_ARRAY || found.type == MapSpec.ARRAY_OF_MAPS
                || found.type == MapSpec.HASH_OF_MAPS;
        long first = offset + found.values.get().bitOffset() / 8;
        List<MapSpec.Slot> slots = new ArrayList<>();
        for (Relocation r : relocations) {
            if (r.offset() >= first && r.offset() < offset + size) {
                if (!holds || (r.offset() - first) % POINTER != 0 || r.symbol().name().isEmpty()) {
                    throw wrong(map, "has the initial value " + r.symbol().label() + ", which it cannot hold");
                }
                slots.add(new MapSpec.Slot((int) ((r.offset() - first) / POINTER), r.symbol().name()));
            }
        }
        if (found.valueSize == 0) {
            found.valueSize = VALUE;
        }
        return slots;
    }

    private int number(String map, BtfType.Member member) {
        if (btf.resolved(member.type()) instanceof BtfType.Pointer p
                && btf.resolved(p.target()) instanceof BtfType.Array a) {
            return a.count();
        }
        throw wrong(map, "gives " + member.name() + " as " + btf.describe(member.type()) + ", not with __uint");
    }

    private int target(String map, BtfType.Member member) {
        if (btf.resolved(member.type()) instanceof BtfType.Pointer p) {
            return p.target();
        }
        throw wrong(map, "gives " + member.name() + " as " + btf.describe(member.type()) + ", not with __type");
    }

    private int agree(String map, String what, int before, int now) {
        if (before != 0 && before != now) {
            throw wrong(map, "gives its " + what + " size as " + before + " and as " + now + " bytes");
        }
        return now;
    }

    private ProblemException wrong(String map, String what) {
        return new ProblemException(place, "map " + map + " " + what,
                "Declare maps as libbpf's bpf_helpers.h does: SEC(\".maps\"), __uint and __type.");
    }
}
