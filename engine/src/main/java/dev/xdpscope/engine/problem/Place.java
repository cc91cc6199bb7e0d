package dev.xdpscope.engine.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a problem is. Every part is optional; what is known is given.
 *
 * @param file the file as the user named it
 * @param section the ELF section, pcapng block or similar part of the file
 * @param offset byte offset from the start of the file or, where a section is given, of the section
 * @param pointer JSON pointer (RFC 6901) into the file
 * @param insn instruction index in 8-byte slots
 */
public record Place(Optional<Path> file, Optional<String> section, OptionalLong offset, Optional<String> pointer,
        OptionalInt insn) {

    /** Nothing is known of the place. */
    public static final Place NOWHERE =
            new Place(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), OptionalInt.empty());

    /** A file as a whole. */
    public static Place of(Path file) {
        return NOWHERE.in(file);
    }

    /** The same place, in a file. */
    public Place in(Path f) {
        return new Place(Optional.of(f), section, offset, pointer, insn);
    }

    /** The same place, in a section of an ELF file or another named part. */
    public Place section(String s) {
        return new Place(file, Optional.of(s), offset, pointer, insn);
    }

    /** The same place, at a byte offset in the file or section. */
    public Place offset(long o) {
        return new Place(file, section, OptionalLong.of(o), pointer, insn);
    }

    /** The same place, at a JSON pointer (RFC 6901). */
    public Place pointer(String p) {
        return new Place(file, section, offset, Optional.of(p), insn);
    }

    /** The same place, at an instruction. */
    public Place insn(int index) {
        return new Place(file, section, offset, pointer, OptionalInt.of(index));
    }

    /** For example {@code prog.o, section xdp, instruction 17}; empty when nothing is known. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        file.ifPresent(f -> parts.add(f.toString()));
        section.ifPresent(s -> parts.add("section " + s));
        offset.ifPresent(o -> parts.add("offset " + o));
        pointer.ifPresent(p -> parts.add(p.isEmpty() ? "at the top level" : "at " + p));
        insn.ifPresent(i -> parts.add("instruction " + i));
        return String.join(", ", parts);
    }
}
