package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.StringTable;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A BPF object file: its programs, maps, types and license, and the linking of one program. Reading and linking throw
 * {@link ProblemException} for whatever is wrong with the file, and nothing else.
 */
public final class BpfObject {
    private final ElfFile elf;
    private final Optional<Btf> btf;
    private final BtfExt ext;
    private final FunctionTable functions;
    private final MapTable maps;

    private BpfObject(ElfFile elf, Kconfig kconfig) {
        this.elf = elf;
        this.btf = elf.section(".BTF").filter(s -> s.data().length() > 0)
                .map(s -> Btf.parse(s.data(), Place.of(elf.name()).section(s.name())));
        this.ext = btf.flatMap(types -> elf.section(".BTF.ext").filter(s -> s.data().length() > 0)
                .map(s -> BtfExt.parse(s.data(), types))).orElse(BtfExt.EMPTY);
        this.functions = FunctionTable.of(elf);
        this.maps = MapTable.of(elf, btf, kconfig);
    }

    /** Reads a file of at most 64 MiB, for the simulated kernel. */
    public static BpfObject read(Path file) {
        return read(file, Kconfig.SIMULATED);
    }

    /**
     * Reads a file of at most 64 MiB.
     *
     * @param kconfig of the kernel that is to load it
     */
    public static BpfObject read(Path file, Kconfig kconfig) {
        return new BpfObject(ElfFile.parse(ObjectLoader.load(file), file), kconfig);
    }

    /**
     * Reads an object from memory, for the simulated kernel.
     *
     * @param bytes the whole file; must not be changed afterwards
     * @param name what problems call the file
     */
    public static BpfObject read(byte[] bytes, Path name) {
        return new BpfObject(ElfFile.parse(bytes, name), Kconfig.SIMULATED);
    }

    /** The file as the user named it. */
    public Path name() {
        return elf.name();
    }

    /** The ELF file, for those who want to see sections and symbols. */
    public ElfFile elf() {
        return elf;
    }

    /** The license the object declares, for example {@code GPL}; empty if it declares none. */
    public String license() {
        return elf.section("license").map(Section::data).filter(d -> d.length() > 0)
                .map(d -> new StringTable(d).at(0)).orElse("");
    }

    /** The object's types; empty if it was compiled without {@code -g}. */
    public Optional<Btf> btf() {
        return btf;
    }

    /** The programs: global functions in sections other than {@code .text}, by section and place. */
    public List<ObjectFunction> programs() {
        return functions.all().stream().filter(ObjectFunction::isProgram).toList();
    }

    /** All functions, static ones and those in {@code .text} included, by section and place. */
    public List<ObjectFunction> functions() {
        return functions.all();
    }

    /**
     * Declared maps, then data sections and the kernel's configuration as libbpf makes maps of them; the table that linked
     * programs index.
     */
    public List<MapSpec> maps() {
        return maps.specs();
    }

    /** As {@link #link(String, Optional, Predicate)} in a kernel that has every kfunc. */
    public Program link(String function, Optional<Btf> target) {
        return link(function, target, name -> true);
    }

    /**
     * Links one program with the subprograms it uses, as libbpf does before loading.
     *
     * @param function a program, or any other global function of the object
     * @param target types to resolve CO-RE records against; empty: the object's own, so that nothing changes
     * @param kfuncExists whether the kernel has a kfunc; a program that asks for the address of one gets 1 or 0
     * @return the relocated program; its {@link Program#before()} is the program as the object has it, with calls
     *     already leading to the appended subprograms
     */
    public Program link(String function, Optional<Btf> target, Predicate<String> kfuncExists) {
        ObjectFunction main = functions.named(function).orElseThrow(() -> missing(function));
        Place file = Place.of(elf.name());
        Place place = file.section(main.section());
        CodeReader reader = new CodeReader(elf, new ReferenceReader(elf, functions, maps, Externs.of(elf, btf)));
        ProgramLayout layout = ProgramLayout.of(main, reader, place);
        NavigableMap<Integer, Line> lines = Linker.lines(layout.pieces(), ext);
        CoreStage core = new CoreStage(ext.core(), btf, target, file);
        return new Linker(layout, kfuncExists).link(lines, maps.specs(), core, place);
    }

    /**
     * What CO-RE cannot find for a program in a target's types.
     *
     * @param function as for {@link #link(String, Optional, Predicate)}, which must be possible
     */
    public List<CoreBreakage> breakages(String function, Btf target) {
        ObjectFunction main = functions.named(function).orElseThrow(() -> missing(function));
        Place file = Place.of(elf.name());
        CodeReader reader = new CodeReader(elf, new ReferenceReader(elf, functions, maps, Externs.of(elf, btf)));
        ProgramLayout layout = ProgramLayout.of(main, reader, file.section(main.section()));
        return new CoreStage(ext.core(), btf, Optional.of(target), file).breakages(layout.pieces());
    }

    private ProblemException missing(String function) {
        String names = programs().stream().map(ObjectFunction::name).collect(Collectors.joining(", "));
        return new ProblemException(Place.of(elf.name()), "there is no program " + function,
                names.isEmpty() ? "It has no programs: put one into SEC(\"xdp\")." : "There are: " + names + ".");
    }
}
