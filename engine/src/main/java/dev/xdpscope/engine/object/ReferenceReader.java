package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.core.Compatibility;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds what an instruction and its relocation refer to, by libbpf's rules (src/libbpf.c, {@code
 * bpf_program__record_reloc}): the addend is in the instruction's immediate.
 */
final class ReferenceReader {
    private static final int SLOT = 8;

    private final ElfFile elf;
    private final FunctionTable functions;
    private final MapTable maps;
    private final Externs externs;
    private final DataSymbols data;

    ReferenceReader(ElfFile elf, FunctionTable functions, MapTable maps, Externs externs) {
        this.elf = elf;
        this.functions = functions;
        this.maps = maps;
        this.externs = externs;
        this.data = DataSymbols.of(elf);
    }

    /**
     * What an instruction refers to; empty for one that is complete in itself.
     *
     * @param section with the instruction
     * @param slot the instruction's index in the section
     */
    Optional<Reference> read(Section section, int slot, Insn insn, Optional<Relocation> relocation) {
        Place place = Place.of(elf.name()).section(section.name()).insn(slot);
        if (relocation.isEmpty()) {
            return insn instanceof Insn.CallLocal(int off)
                    ? Optional.of(new Reference.Call(function(section, slot + 1L + off, "the call", place), false))
                    : Optional.empty();
        }
        Relocation r = relocation.get();
        return Optional.of(switch (insn) {
            case Insn.CallLocal(int off) -> call(r, off, place);
            case Insn.CallHelper(int id) -> call(r, id, place);
            case Insn.CallKfunc(int id, int module) -> call(r, id, place);
            case Insn.LoadImm64(int dst, Imm64.Value(long value)) -> load(r, (int) value, place);
            default -> throw unsuitable(r, place);
        });
    }

    private Reference call(Relocation r, int off, Place place) {
        Symbol symbol = r.symbol();
        if (r.type() != Relocation.R_BPF_64_32) {
            throw unsuitable(r, place);
        }
        if (symbol.undefined()) {
            return switch (extern(r, place)) {
                case Externs.Extern.Kfunc k -> new Reference.KfuncCall(Compatibility.essential(symbol.name()),
                        k.parameters(), weak(symbol), externs.number(symbol.name()));
                default -> throw problem(place, relocation(r) + " is of a call, and the symbol is a variable",
                        "Declare it as a function.");
            };
        }
        Section target = symbol.section().filter(Section::isCode).orElseThrow(() -> unsuitable(r, place));
        if (symbol.value() % SLOT != 0) {
            throw unsuitable(r, place);
        }
        return new Reference.Call(function(target, symbol.value() / SLOT + off + 1, relocation(r), place), true);
    }

    private Reference load(Relocation r, int addend, Place place) {
        Symbol symbol = r.symbol();
        if (r.type() != Relocation.R_BPF_64_64) {
            throw unsuitable(r, place);
        }
        if (symbol.undefined()) {
            return switch (extern(r, place)) {
                case Externs.Extern.Kfunc k -> new Reference.KfuncAddress(Compatibility.essential(symbol.name()));
                case Externs.Extern.Variable v -> {
                    if (!weak(symbol)) {
                        throw problem(place, relocation(r) + " of section .ksyms is of a kernel variable",
                                "The simulated kernel has none: declare it __weak, so that its address is 0, or pass the "
                                        + "value in a map or in .rodata.");
                    }
                    yield new Reference.Missing(symbol.name());
                }
                case Externs.Extern.Config c -> maps.config(symbol.name()).orElseThrow(() -> problem(place,
                        relocation(r) + " of section .kconfig is of no variable",
                        "Declare kernel functions with __ksym."));
            };
        }
        Section target = symbol.section().orElseThrow(() -> unsuitable(r, place));
        long at = symbol.value() + addend;
        if (target.isCode()) {
            if (at % SLOT != 0) {
                throw unsuitable(r, place);
            }
            return new Reference.Address(function(target, at / SLOT, relocation(r), place));
        }
        return data(r, target, at, place);
    }

    private Reference data(Relocation r, Section target, long at, Place place) {
        OptionalInt found = maps.find(target, at);
        if (found.isEmpty()) {
            throw problem(place, relocation(r) + " reaches byte " + at
                    + " of section " + target.name() + ", where there is neither a map nor data",
                    "Put variables into .data, .rodata or .bss and maps into .maps.");
        }
        DeclaredMap map = maps.get(found.getAsInt());
        if (!map.spec().isData()) {
            return new Reference.ToMap(found.getAsInt(), map.spec().name(), programs(map.spec(), place));
        }
        if (at < 0 || at >= map.spec().valueSize()) {
            throw problem(place, relocation(r) + " reaches byte " + at
                    + " of section " + target.name() + ", which has " + map.spec().valueSize(),
                    "The kernel refuses such an address: check the index of the array.");
        }
        return new Reference.ToData(found.getAsInt(), (int) at, data.label(target, at));
    }

    /** What a tail call through the map can enter. */
    private List<ObjectFunction> programs(MapSpec map, Place place) {
        if (map.type() != MapSpec.PROG_ARRAY) {
            return List.of();
        }
        return map.slots().stream().map(slot -> functions.named(slot.name()).filter(ObjectFunction::isProgram)
                .orElseThrow(() -> problem(place, "map " + map.name() + " has under key " + slot.key() + " "
                        + slot.name() + ", which is no program", "Put a function with a SEC of its own there.")))
                .toList();
    }

    private static boolean weak(Symbol symbol) {
        return symbol.binding() == Symbol.Binding.WEAK;
    }

    /** What every problem of a relocation begins with: its type and its symbol. */
    private static String relocation(Relocation r) {
        return "relocation " + r.typeName() + " against " + r.symbol().label();
    }

    private Externs.Extern extern(Relocation r, Place place) {
        return externs.find(r.symbol().name()).orElseThrow(() -> problem(place,
                relocation(r) + ": the symbol is declared extern but defined nowhere",
                "A kernel function is declared with __ksym and compiled with -g; other symbols need a definition."));
    }

    /** @param by what refers to it, for people */
    private ObjectFunction function(Section target, long start, String by, Place place) {
        ObjectFunction function = functions.at(target.index(), start).orElseThrow(() -> problem(place, by
                + " leads to instruction " + start + " of section " + target.name() + ", where no function begins",
                "Compile the object again."));
        if (!function.isSubprogram()) {
            throw problem(place, by + " leads to " + function.name() + " of section " + target.name()
                    + ", and libbpf finds subprograms only in .text",
                    "Leave SEC out before " + function.name() + ", or call a function that both share.");
        }
        return function;
    }

    private static ProblemException unsuitable(Relocation r, Place place) {
        return problem(place, relocation(r) + " does not suit the instruction",
                "Compile the object again with clang 14 to 22.");
    }

    private static ProblemException problem(Place place, String what, String remedy) {
        return new ProblemException(place, what, remedy);
    }
}
