package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.program.Program;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Objects: reading the ELF file with all that is in it, and linking every program. */
final class ObjectSubject implements Subject {
    private static final Path NAME = Path.of("fuzzed.o");
    private static final int HEADER = 64;
    private static final int SECTION_HEADER = 64;
    /** Where the ELF header has the section table's offset. */
    private static final int SECTION_TABLE = 40;

    private final Optional<Btf> target =
            BpfObject.read(Seeds.file("engine/src/test/resources/objects/core_target.bpf.o"))
                    .btf();

    @Override
    public List<Input> seeds() {
        return Seeds.of("object", ".o", 64 << 10, "sample-traces", "drivers/src/main/resources",
                "engine/src/test/resources/objects");
    }

    @Override
    public byte[] change(Input input, Input other, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Mutations.bytes(input.bytes(), other.bytes(), random);
            case 1 -> Mutations.number(input.bytes(), random.nextInt(HEADER / 2) * 2, 1 << random.nextInt(1, 4), random,
                    ByteOrder.LITTLE_ENDIAN);
            default -> inSections(input.bytes(), random);
        };
    }

    /** A number in a section's header, or in the contents of a section that a loader looks at. */
    private static byte[] inSections(byte[] bytes, Random random) {
        ElfFile elf;
        try {
            elf = ElfFile.parse(bytes, NAME);
        } catch (RuntimeException e) {
            return Mutations.bytes(bytes, bytes, random);
        }
        List<Section> sections = elf.sections().stream().filter(s -> !s.name().contains("debug")).toList();
        Section section = sections.get(random.nextInt(sections.size()));
        if (section.data().length() == 0 || random.nextInt(4) == 0) {
            int table = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(SECTION_TABLE);
            return Mutations.number(bytes, table + section.index() * SECTION_HEADER + 4 * random.nextInt(16),
                    random.nextBoolean() ? 4 : 8, random, ByteOrder.LITTLE_ENDIAN);
        }
        int at = (int) section.offset() + random.nextInt(section.data().length());
        return Mutations.number(bytes, at & ~3, 1 << random.nextInt(4), random, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String read(Input input) {
        BpfObject object = BpfObject.read(input.bytes(), NAME);
        object.license();
        object.elf().sections().forEach(s -> object.elf().relocations(s));
        object.btf().ifPresent(TypesSubject::walk);
        int linked = 0;
        for (ObjectFunction program : object.programs()) {
            Program p = object.link(program.name(), linked % 2 == 0 ? target : object.btf());
            object.btf().ifPresent(b -> object.breakages(program.name(), target.orElseThrow()));
            linked += p.code().isEmpty() ? 0 : 1;
        }
        return linked > 0 ? "linked" : "empty";
    }
}
