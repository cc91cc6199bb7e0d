package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;

/** Types from a file: of a kernel, as /sys/kernel/btf/vmlinux has them, or the section .BTF of an ELF object. */
public final class BtfFile {
    private BtfFile() {}

    /**
     * Reads little-endian types.
     *
     * @throws ProblemException if the file holds none
     */
    public static Btf read(Path file) {
        byte[] bytes = ObjectLoader.load(file);
        Place place = Place.of(file);
        if (bytes[0] != 0x7f) {
            return Btf.parse(bytes, place);
        }
        return ElfFile.parse(bytes, file).section(".BTF").filter(s -> s.data().length() > 0)
                .map(s -> Btf.parse(s.data(), place.section(s.name())))
                .orElseThrow(() -> new ProblemException(place, "the object has no types (.BTF)",
                        "Compile it with -g, or give /sys/kernel/btf/vmlinux."));
    }
}
