package dev.xdpscope.engine.object.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clang has written is read, written again by us, and read to the same thing. */
final class WriteTest {
    static List<Path> objects() {
        return Tools.objects();
    }

    private static List<BtfType> types(Btf btf) {
        List<BtfType> types = new ArrayList<>();
        for (int id = 0; id < btf.count(); id++) {
            types.add(btf.type(id));
        }
        return types;
    }

    /** Types and what .BTF.ext says, through the writers and back. */
    private record Copy(byte[] btf, byte[] ext) {
        static Copy of(BpfObject object) {
            BtfWriter writer = new BtfWriter();
            Btf btf = object.btf().orElseThrow();
            types(btf).stream().skip(1).forEach(writer::add);
            byte[] ext = BtfExtWriter.bytes(ext(object, btf), writer);
            return new Copy(writer.bytes(), ext);
        }

        static BtfExt ext(BpfObject object, Btf btf) {
            return BtfExt.parse(object.elf().section(".BTF.ext").orElseThrow().data(), btf);
        }

        Btf readBtf() {
            return Btf.parse(btf, Place.NOWHERE);
        }

        BtfExt readExt() {
            return BtfExt.parse(Slice.of(ext, Place.NOWHERE), readBtf());
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void typesAndLinesSurvive(Path file) {
        BpfObject object = BpfObject.read(file);
        Copy copy = Copy.of(object);
        assertEquals(types(object.btf().orElseThrow()), types(copy.readBtf()));
        BtfExt before = Copy.ext(object, object.btf().orElseThrow());
        assertEquals(before.functions(), copy.readExt().functions());
        assertEquals(before.lines(), copy.readExt().lines());
        assertEquals(before.core().stream().map(Object::toString).sorted().toList(),
                copy.readExt().core().stream().map(Object::toString).sorted().toList());
    }

    /** Sections that matter to a loader, symbols and relocations are copied; every program links to the same code. */
    @ParameterizedTest
    @MethodSource("objects")
    void programsLinkToTheSameCode(Path file) {
        BpfObject object = BpfObject.read(file);
        byte[] bytes = copy(object);
        assertArrayEquals(bytes, copy(BpfObject.read(file)));
        BpfObject again = BpfObject.read(bytes, file);
        assertEquals(object.license(), again.license());
        assertEquals(object.maps().stream().map(m -> m.name() + m.type() + m.keySize() + m.valueSize()).toList(),
                again.maps().stream().map(m -> m.name() + m.type() + m.keySize() + m.valueSize()).toList());
        assertTrue(!object.programs().isEmpty() || file.endsWith("core_target.bpf.o")
                || file.endsWith("layouts.bpf.o"), file::toString);
        for (var function : object.programs()) {
            if (function.name().equals("variable")) {
                continue;
            }
            Program a = object.link(function.name(), Optional.empty());
            Program b = again.link(function.name(), Optional.empty());
            assertEquals(a.code(), b.code());
            assertEquals(a.kfuncs(), b.kfuncs());
            assertEquals(a.lines(), b.lines());
        }
    }

    private static byte[] copy(BpfObject object) {
        ElfFile elf = object.elf();
        ElfWriter writer = new ElfWriter();
        Copy types = Copy.of(object);
        Map<Integer, Integer> sections = new HashMap<>();
        for (Section s : elf.sections()) {
            if (s.isCode()) {
                sections.put(s.index(), writer.code(s.name(), s.data().copy()));
            } else if (s.isData()) {
                sections.put(s.index(), writer.data(s.name(), s.type() == Section.NOBITS
                        ? new byte[(int) s.size()] : s.data().copy()));
            }
        }
        writer.description(".BTF", types.btf());
        writer.description(".BTF.ext", types.ext());
        Map<Integer, Integer> symbols = new HashMap<>();
        for (Symbol s : elf.symbols()) {
            if (s.undefined() && !s.name().isEmpty()) {
                symbols.put(s.index(), writer.extern(s.name(), s.binding() == Symbol.Binding.WEAK));
            } else if (s.section().filter(x -> sections.containsKey(x.index())).isPresent()) {
                symbols.put(s.index(), writer.define(s.label(), s.kind(), sections.get(s.section().get().index()),
                        s.value(), s.size()));
            }
        }
        elf.sections().stream().filter(s -> sections.containsKey(s.index())).forEach(s -> elf.relocations(s)
                .forEach(r -> writer.relocate(sections.get(s.index()), r.offset(), r.type(),
                        symbols.get(r.symbol().index()))));
        return writer.bytes();
    }

    @Test
    void publicToolsReadTheFile(@TempDir Path folder) throws IOException {
        Tools.need("llvm-objdump-19");
        Path file = folder.resolve("kfuncs.bpf.o");
        BpfObject object = BpfObject.read(Tools.fixture("kfuncs.bpf.o"));
        Files.write(file, copy(object));
        String listing = Tools.run(folder, "llvm-objdump-19", "-d", "-r", file.toString());
        assertTrue(listing.contains("elf64-bpf"), listing);
        Program any = BpfObject.read(file).link(object.programs().getFirst().name(), Optional.empty());
        assertTrue(any.code().stream().anyMatch(Insn.CallKfunc.class::isInstance));
        any.kfuncs().forEach(k -> assertTrue(listing.contains(k.name()), listing));
        assertTrue(listing.contains("R_BPF_64_32"), listing);
    }

    @Test
    void readelfFindsNothingWrong(@TempDir Path folder) throws IOException {
        Tools.need("readelf");
        Path file = folder.resolve("maps.bpf.o");
        Files.write(file, copy(BpfObject.read(Tools.fixture("maps.bpf.o"))));
        String listing = Tools.run(folder, "readelf", "-W", "-a", file.toString());
        assertTrue(listing.contains("Linux BPF") && listing.contains(".rel"), listing);
        assertTrue(!listing.contains("Warning") && !listing.contains("Error"), listing);
    }

    @Test
    void symbolsKeepTheirKindAndRelocationsTheirPlace() {
        ElfWriter writer = new ElfWriter();
        int code = writer.code("xdp", new byte[16]);
        int symbol = writer.define("f", Symbol.Kind.FUNC, code, 0, 16);
        writer.relocate(code, 8, Relocation.R_BPF_64_32, writer.extern("outside", false));
        ElfFile elf = ElfFile.parse(writer.bytes(), Path.of("made.o"));
        assertEquals(Symbol.Kind.FUNC, elf.symbols().get(symbol).kind());
        assertEquals(Symbol.Binding.GLOBAL, elf.symbols().get(symbol).binding());
        Relocation relocation = elf.relocations(elf.section("xdp").orElseThrow()).getFirst();
        assertEquals(8, relocation.offset());
        assertTrue(relocation.symbol().undefined());
        assertEquals("outside", relocation.symbol().name());
    }

    @Test
    void whatNoFileCanHoldIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BtfWriter().add(new BtfType.Void()));
        assertThrows(IllegalArgumentException.class, () -> new BtfWriter().add(new BtfType.Float("a\0b", 4)));
    }
}
