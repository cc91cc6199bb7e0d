package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The maps of an object: first the declared ones, then its data sections. */
record MapTable(List<DeclaredMap> maps) {
    MapTable {
        maps = List.copyOf(maps);
    }

    static MapTable of(ElfFile elf, Optional<Btf> btf) {
        for (Section section : elf.sections()) {
            if (section.size() > 0 && (section.name().equals("maps") || section.name().startsWith("maps/"))) {
                throw new ProblemException(Place.of(elf.name()).section(section.name()),
                        "the object declares its maps the legacy way (struct bpf_map_def), which libbpf 1.0 dropped",
                        "Declare them in SEC(\".maps\") with __uint and __type.");
            }
        }
        List<DeclaredMap> maps = new ArrayList<>(BtfMapReader.read(elf, btf));
        maps.addAll(DataMapReader.read(elf));
        return new MapTable(maps);
    }

    List<MapSpec> specs() {
        return maps.stream().map(DeclaredMap::spec).toList();
    }

    /** Index of the map that byte {@code offset} of a section declares or is data of. */
    OptionalInt find(Section section, long offset) {
        return IntStream.range(0, maps.size())
                .filter(i -> maps.get(i).section() == section.index()
                        && (maps.get(i).spec().isData() || maps.get(i).offset() == offset))
                .findFirst();
    }
}
