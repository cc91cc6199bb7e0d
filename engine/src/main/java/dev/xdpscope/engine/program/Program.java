package dev.xdpscope.engine.program;

import dev.xdpscope.engine.isa.Insn;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A program at one stage of its way: a value. A pass gives a new program whose {@link #before()} is the one it was given
 * and whose origins say, instruction by instruction, what came from where.
 *
 * @param name the function's name, for example {@code rx}
 * @param section the ELF section, for example {@code xdp} or {@code xdp.frags}
 * @param code one element per 8-byte slot
 * @param origins one element per slot of {@code code}
 * @param lines C source lines by the slot at which each begins to apply
 * @param functions main program first, then subprograms and kfunc bodies, by start
 * @param maps the table {@code Imm64.MapFd} and {@code Imm64.MapValue} index
 * @param kfuncs the table {@code Insn.CallKfunc} indexes
 * @param before the program this one was made from
 */
public record Program(String name, String section, List<Insn> code, List<Origin> origins,
        NavigableMap<Integer, Line> lines, List<ProgramFunction> functions, List<MapSpec> maps, List<Kfunc> kfuncs,
        Optional<Program> before) {

    public Program {
        if (code.size() != origins.size()) {
            throw new IllegalArgumentException(code.size() + " instructions but " + origins.size() + " origins");
        }
        code = List.copyOf(code);
        origins = List.copyOf(origins);
        lines = java.util.Collections.unmodifiableNavigableMap(lines);
        functions = List.copyOf(functions);
        maps = List.copyOf(maps);
        kfuncs = List.copyOf(kfuncs);
    }

    /** The source line that instruction {@code insn} belongs to; empty without line info. */
    public Optional<Line> line(int insn) {
        return function(insn).flatMap(f -> Optional.ofNullable(lines.floorEntry(insn))
                .filter(e -> f.contains(e.getKey()))
                .map(java.util.Map.Entry::getValue));
    }

    /** The function that instruction {@code insn} is in. */
    public Optional<ProgramFunction> function(int insn) {
        return functions.stream().filter(f -> f.contains(insn)).findFirst();
    }

    /** The program as the object holds it: the first of the chain of {@link #before()}. */
    public Program object() {
        Program p = this;
        while (p.before.isPresent()) {
            p = p.before.get();
        }
        return p;
    }
}
