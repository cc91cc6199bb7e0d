package dev.xdpscope.engine.program;

import dev.xdpscope.engine.isa.Insn;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A program in one of the forms it has on its way: a value. A pass gives a new program whose {@link #before()} is the
 * one it was given and whose origins say, instruction by instruction, what came from where. {@link #after} gives a form
 * by the name of the pass that made it.
 *
 * @param name the function's name, for example {@code rx}
 * @param section the ELF section, for example {@code xdp} or {@code xdp.frags}
 * @param code one element per 8-byte slot
 * @param origins one element per slot of {@code code}
 * @param lines C source lines by the slot at which each begins to apply
 * @param functions main program first, then subprograms and kfunc bodies, by start
 * @param maps the table {@code Imm64.MapFd} and {@code Imm64.MapValue} index
 * @param kfuncs the table {@code Insn.CallKfunc} indexes
 * @param pass the pass that made it
 * @param before the program this one was made from; empty if, and only if, {@code pass} is {@code OBJECT}
 */
public record Program(String name, String section, List<Insn> code, List<Origin> origins,
        NavigableMap<Integer, Line> lines, List<ProgramFunction> functions, List<MapSpec> maps, List<Kfunc> kfuncs,
        PassName pass, Optional<Program> before) {

    public Program {
        if (code.size() != origins.size()) {
            throw new IllegalArgumentException(code.size() + " instructions but " + origins.size() + " origins");
        }
        if (before.isEmpty() != (pass == PassName.OBJECT)) {
            throw new IllegalArgumentException("a program made by " + pass + (before.isEmpty() ? " of nothing"
                    : " of another"));
        }
        code = List.copyOf(code);
        origins = List.copyOf(origins);
        lines = java.util.Collections.unmodifiableNavigableMap(lines);
        functions = List.copyOf(functions);
        maps = List.copyOf(maps);
        kfuncs = List.copyOf(kfuncs);
    }

    /** A program that no pass has made: as an object holds it. */
    public Program(String name, String section, List<Insn> code, List<Origin> origins,
            NavigableMap<Integer, Line> lines, List<ProgramFunction> functions, List<MapSpec> maps,
            List<Kfunc> kfuncs) {
        this(name, section, code, origins, lines, functions, maps, kfuncs, PassName.OBJECT, Optional.empty());
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

    /** The program as the object holds it. */
    public Program object() {
        return after(PassName.OBJECT);
    }

    /**
     * The form in which the program was when {@code last} was over and no later pass, in the order of {@link PassName},
     * had changed it. A pass that finds nothing to change makes no form: then it is the form that an earlier one made.
     */
    public Program after(PassName last) {
        Program form = this;
        for (Program at = this; at.before.isPresent(); at = at.before.get()) {
            if (at.pass.compareTo(last) > 0) {
                form = at.before.get();
            }
        }
        return form;
    }
}
