package dev.xdpscope.engine.object.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.object.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFileTest {
    private static final Pattern SECTION = Pattern.compile(
            "^ *\\[ *(\\d+)] (\\S+) +\\S.*? +[0-9a-f]{16} ([0-9a-f]{6,}) ([0-9a-f]{6,}) .*$", Pattern.MULTILINE);
    private static final Pattern SYMBOL = Pattern.compile(
            "^ +(\\d+): ([0-9a-f]{16}) +(\\d+) (\\w+) +(\\w+) +\\w+ +(\\w+) ?(\\S*)$", Pattern.MULTILINE);
    private static final Pattern RELOCATION = Pattern.compile(
            "^([0-9a-f]{16}) +[0-9a-f]{16} (R_BPF_\\S+) +([0-9a-f]{16}) (\\S+)$", Pattern.MULTILINE);

    @Test
    void agreesWithReadelfOnSectionsSymbolsAndRelocations() {
        Tools.need("llvm-readelf-19");
        for (Path file : Tools.objects()) {
            agrees(file);
        }
    }

    /** More sections than 16 bits count: e_shnum, e_shstrndx and st_shndx all move to their extended places. */
    @Test
    void agreesWithReadelfOnAnObjectWithTooManySectionsForTheHeader(@TempDir Path folder) throws IOException {
        Tools.need("clang-19");
        Tools.need("llvm-readelf-19");
        StringBuilder assembly = new StringBuilder();
        IntStream.range(0, 66_000).forEach(i -> assembly.append(".section s").append(i)
                .append(",\"aw\",@progbits\n").append(".globl v").append(i)
                .append("\nv").append(i).append(": .byte 1\n"));
        Files.writeString(folder.resolve("many.s"), assembly);
        Tools.run(folder, "clang-19", "-target", "bpfel", "-c", "many.s", "-o", "many.o");
        ElfFile elf = agrees(folder.resolve("many.o"));
        assertTrue(elf.sections().size() > 66_000);
        Symbol last = elf.symbols().stream().filter(s -> s.name().equals("v65999")).findFirst().orElseThrow();
        assertEquals("s65999", last.section().orElseThrow().name());
    }

    private static ElfFile agrees(Path file) {
        ElfFile elf = ElfFile.parse(Tools.bytes(file), file);
        String text = Tools.run(file.getParent(), "llvm-readelf-19", "-SW", "-sW", "-rW", file.toString());
        List<String> sections = SECTION.matcher(text).results()
                .map(m -> m.group(1) + " " + m.group(2) + " " + hex(m.group(3)) + " " + hex(m.group(4))).toList();
        same(sections, elf.sections().stream().skip(1)
                .map(s -> s.index() + " " + s.name() + " " + s.offset() + " " + s.size()).toList());
        List<String> symbols = SYMBOL.matcher(text).results().map(m -> symbol(m.group(1), m.group(2),
                m.group(3), m.group(4), m.group(5), m.group(6), m.group(7))).toList();
        same(symbols, elf.symbols().stream().map(ElfFileTest::symbol).toList());
        List<String> relocations = RELOCATION.matcher(text).results()
                .map(m -> hex(m.group(1)) + " " + m.group(2) + " " + m.group(4)).sorted().toList();
        same(relocations, elf.sections().stream().flatMap(s -> elf.relocations(s).stream())
                .map(r -> r.offset() + " " + r.typeName() + " " + r.symbol().label()).sorted().toList());
        return elf;
    }

    /** Names the first difference only: the lists are long. */
    private static void same(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i));
        }
        assertEquals(expected.size(), actual.size());
    }

    private static String symbol(String number, String value, String size, String kind, String binding, String section,
            String name) {
        return number + " " + hex(value) + " " + size + " " + kind + " " + binding + " " + section
                + (kind.equals("SECTION") ? "" : " " + name);
    }

    private static String symbol(Symbol s) {
        String section = s.undefined() ? "UND" : s.section().map(x -> "" + x.index()).orElse("ABS");
        return s.index() + " " + s.value() + " " + s.size() + " " + s.kind() + " " + s.binding() + " " + section
                + (s.kind() == Symbol.Kind.SECTION ? "" : " " + s.name());
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    @Test
    void refusesWhatIsNoBpfObjectAndSaysWhy() {
        refused("not an ELF object", b -> b.put(0, (byte) 0));
        refused("not a 64-bit ELF", b -> b.put(4, (byte) 1));
        refused("big-endian BPF object (bpfeb)", b -> b.put(5, (byte) 2).put(18, (byte) 0).put(19, (byte) 247));
        refused("not little-endian", b -> b.put(5, (byte) 2));
        refused("for machine 62", b -> b.putShort(18, (short) 62));
        refused("type 2", b -> b.putShort(16, (short) 2));
        refused("LLVM bitcode", b -> b.putInt(0, 0xdec04342));
    }

    @Test
    void refusesDamageAndSaysWhere() {
        refused("no sections", b -> b.putLong(40, 0));
        refused("section headers are 40 bytes", b -> b.putShort(58, (short) 40));
        refused("too short for 65000 section headers", b -> b.putShort(60, (short) 65000));
        refused("section name table", b -> b.putShort(62, (short) 500));
        refused("no section names", b -> b.putShort(62, (short) 0));
        refused("bytes are needed", b -> b.putLong(40, Long.MAX_VALUE));
        refused("bytes are needed", b -> b.putLong(40, -8));
        refused("overlap", b -> header(b, 3, 24, b.getLong((int) b.getLong(40) + 5 * 64 + 24)));
        refused("claims", b -> header(b, 3, 32, Long.MAX_VALUE));
        refused("claims", b -> header(b, 3, 32, -1));
        refused("claims", b -> header(b, 3, 24, -1));
    }

    @Test
    void refusesEveryTruncation() {
        Path file = Tools.fixture("maps.bpf.o");
        byte[] whole = Tools.bytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(ElfException.class, () -> ElfFile.parse(part, file));
        }
    }

    private static void header(ByteBuffer b, int section, int field, long value) {
        b.putLong((int) b.getLong(40) + section * 64 + field, value);
    }

    private static void refused(String why, Consumer<ByteBuffer> damage) {
        Path file = Tools.fixture("maps.bpf.o");
        byte[] bytes = Tools.bytes(file);
        damage.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        ElfException e = assertThrows(ElfException.class, () -> ElfFile.parse(bytes, file), why);
        assertTrue(e.what().contains(why), e.getMessage());
        assertTrue(e.place().file().isPresent() && e.place().offset().isPresent() && !e.remedy().isEmpty());
    }
}
