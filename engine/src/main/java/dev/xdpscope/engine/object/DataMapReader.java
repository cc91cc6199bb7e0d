package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.elf.ElfException;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an array map with one value of each data section, as libbpf does (src/libbpf.c, "internal maps"). */
final class DataMapReader {
    private static final int KEY = 4;
    /** What all data of an object may take; zeroed data costs no byte in the file. */
    private static final long MOST = 64L << 20;

    private DataMapReader() {}

    static List<DeclaredMap> read(ElfFile elf) {
        List<DeclaredMap> maps = new ArrayList<>();
        long total = 0;
        for (Section section : elf.sections()) {
            if (!section.isData() || section.size() == 0 || !isMap(section.name())) {
                continue;
            }
            if (section.size() > MOST - total) {
                throw new ElfException(Place.of(elf.name()).section(section.name()),
                        "the object's data is larger than " + (MOST >> 20) + " MiB", "Use a map for large tables.");
            }
            total += section.size();
            byte[] initial = section.type() == Section.NOBITS ? new byte[(int) section.size()] : section.data().copy();
            MapSpec spec = new MapSpec(section.name(), MapSpec.ARRAY, KEY, initial.length, 1,
                    isReadOnly(section.name()) ? MapSpec.RDONLY_PROG : 0, Optional.of(initial), Optional.empty(),
                    Optional.empty());
            maps.add(new DeclaredMap(spec, section.index(), 0));
        }
        return maps;
    }

    private static boolean isReadOnly(String section) {
        return is(section, ".rodata");
    }

    private static boolean isMap(String section) {
        return isReadOnly(section) || is(section, ".data") || is(section, ".bss");
    }

    private static boolean is(String section, String kind) {
        return section.equals(kind) || section.startsWith(kind + ".");
    }
}
