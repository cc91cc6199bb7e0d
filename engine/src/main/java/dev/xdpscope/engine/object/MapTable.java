package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The maps of an object: first the declared ones, then its data sections, then the kernel's configuration. */
final class MapTable {
    private final List<DeclaredMap> maps;
    /** Indexes of maps by section and offset of the declaration. */
    private final Map<Integer, Map<Long, Integer>> indexes = new HashMap<>();

    /** Where values of the kernel's configuration are in the last map, by name. */
    private final Map<String, Integer> config;

    private MapTable(List<DeclaredMap> maps, Map<String, Integer> config) {
        this.maps = List.copyOf(maps);
        this.config = config;
        for (int i = 0; i < maps.size(); i++) {
            indexes.computeIfAbsent(maps.get(i).section(), s -> new HashMap<>()).putIfAbsent(maps.get(i).offset(), i);
        }
    }

    DeclaredMap get(int index) {
        return maps.get(index);
    }

    static MapTable of(ElfFile elf, Optional<Btf> btf, Kconfig kconfig) {
        for (Section section : elf.sections()) {
            if (section.size() > 0 && (section.name().equals("maps") || section.name().startsWith("maps/"))) {
                throw new ProblemException(Place.of(elf.name()).section(section.name()),
                        "the object declares its maps the legacy way (struct bpf_map_def), which libbpf 1.0 dropped",
                        "Declare them in SEC(\".maps\") with __uint and __type.");
            }
        }
        List<DeclaredMap> maps = new ArrayList<>(BtfMapReader.read(elf, btf));
        btf.ifPresent(types -> SpecialFields.refuseVariables(types, Place.of(elf.name())));
        maps.addAll(DataMapReader.read(elf));
        Optional<KconfigReader.Values> config = KconfigReader.read(elf, btf, kconfig);
        config.ifPresent(c -> maps.add(new DeclaredMap(c.spec(), DeclaredMap.NO_SECTION, 0)));
        return new MapTable(maps, config.map(KconfigReader.Values::offsets).orElse(Map.of()));
    }

    List<MapSpec> specs() {
        return maps.stream().map(DeclaredMap::spec).toList();
    }

    /** The value of the kernel's configuration that an extern of that name stands for. */
    Optional<Reference> config(String name) {
        return Optional.ofNullable(config.get(name)).map(offset -> new Reference.ToData(maps.size() - 1, offset, name));
    }

    /** Index of the map that byte {@code offset} of a section declares or is data of. */
    OptionalInt find(Section section, long offset) {
        Map<Long, Integer> inSection = indexes.getOrDefault(section.index(), Map.of());
        Integer whole = inSection.get(0L);
        boolean data = whole != null && maps.get(whole).spec().isData();
        return Optional.ofNullable(data ? whole : inSection.get(offset)).stream().mapToInt(i -> i).findFirst();
    }
}
