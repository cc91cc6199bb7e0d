package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.Place;

/** Where an object uses a symbol. */
final class Uses {
    private static final int SLOT = 8;

    private Uses() {}

    /** The first instruction whose relocation names the symbol; the file if there is none. */
    static Place of(ElfFile elf, String symbol) {
        for (Section section : elf.sections()) {
            if (!section.isCode()) {
                continue;
            }
            for (Relocation r : elf.relocations(section)) {
                if (r.symbol().name().equals(symbol)) {
                    return Place.of(elf.name()).section(section.name()).insn((int) (r.offset() / SLOT));
                }
            }
        }
        return Place.of(elf.name());
    }
}
