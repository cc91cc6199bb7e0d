package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.MalformedInsnException;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes functions and finds what their instructions refer to. */
final class CodeReader {
    private static final int SLOT = 8;

    private final ElfFile elf;
    private final ReferenceReader references;
    private final Map<Integer, Map<Integer, Relocation>> relocations = new HashMap<>();

    CodeReader(ElfFile elf, ReferenceReader references) {
        this.elf = elf;
        this.references = references;
    }

    /** The function, placed at {@code start}. */
    PlacedFunction read(ObjectFunction function, int start) {
        Section section = elf.sections().get(function.sectionIndex());
        List<Insn> code = decode(function, section);
        Map<Integer, Relocation> bySlot = relocations.computeIfAbsent(section.index(), i -> bySlot(section));
        Map<Integer, Reference> found = new HashMap<>();
        for (int i = 0; i < code.size(); i++) {
            int slot = function.start() + i;
            int index = i;
            references.read(section, slot, code.get(i), Optional.ofNullable(bySlot.get(slot)))
                    .ifPresent(r -> found.put(index, r));
        }
        return new PlacedFunction(function, start, code, found);
    }

    private List<Insn> decode(ObjectFunction function, Section section) {
        Place place = Place.of(elf.name()).section(section.name());
        byte[] bytes = section.data().slice((long) function.start() * SLOT, (long) function.size() * SLOT).copy();
        try {
            return Decoder.decodeUnchecked(bytes, place);
        } catch (MalformedInsnException e) {
            throw e.at(place.insn(function.start() + e.index()));
        }
    }

    private Map<Integer, Relocation> bySlot(Section section) {
        Map<Integer, Relocation> bySlot = new HashMap<>();
        for (Relocation r : elf.relocations(section)) {
            if (r.offset() % SLOT != 0 || bySlot.put((int) (r.offset() / SLOT), r) != null) {
                throw new ProblemException(Place.of(elf.name()).section(section.name()).offset(r.offset()),
                        "relocation " + r.typeName() + " against " + r.symbol().label()
                                + " is not the only one at the start of an instruction",
                        "Compile the object again.");
            }
        }
        return bySlot;
    }
}
