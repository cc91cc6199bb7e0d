package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.elf.ElfFile;
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

    private final Btf btf;
    private final Place place;

    private BtfMapReader(Btf btf, Place place) {
        this.btf = btf;
        this.place = place;
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
        return new BtfMapReader(types, place).maps(section.get(), symbols);
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
                Symbol symbol = Optional.ofNullable(symbols.get(variable.name()))
                        .orElseThrow(() -> wrong(variable.name(), "has no symbol"));
                maps.add(map(variable, section, symbol.value()));
            }
        }
        if (maps.isEmpty()) {
            throw new ProblemException(place, "the object's BTF does not describe its maps", "Compile it with -g.");
        }
        return maps;
    }

    private DeclaredMap map(BtfType.Variable variable, Section section, long offset) {
        if (!(btf.resolved(variable.type()) instanceof BtfType.Struct struct)) {
            throw wrong(variable.name(), "is a " + btf.describe(variable.type()) + ", not a struct");
        }
        Attributes found = new Attributes();
        struct.members().forEach(m -> attribute(variable.name(), m, found));
        if (found.type == 0) {
            throw wrong(variable.name(), "has no type");
        }
        MapSpec spec = new MapSpec(variable.name(), found.type, found.keySize, found.valueSize, found.maxEntries,
                found.flags, Optional.empty(), found.keyType, found.valueType, found.extra);
        return new DeclaredMap(spec, section.index(), offset, found.prefilled);
    }

    /** What has been read of one map so far. */
    private static final class Attributes {
        private int type;
        private int keySize;
        private int valueSize;
        private int maxEntries;
        private int flags;
        private long extra;
        private boolean prefilled;
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
            }
            case "values" -> into.prefilled = true;
            case "map_extra" -> into.extra = number(map, member);
            case "numa_node", "pinning" -> {}
            default -> throw wrong(map, "has an attribute " + member.name() + ", which is not known");
        }
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
