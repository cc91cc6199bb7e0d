package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Optional;

/**
 * What stands in place of one instruction. Jumps inside are relative to it; a jump to just past its end goes on with the
 * instruction after the replaced one.
 *
 * @param why one clause for the reader
 * @param callees the functions that it calls: {@code CallKfunc.id} in {@code code} is an index into them
 * @param parts where several have written it: whose each instruction is, by where theirs begins; in order
 */
public record Replacement(List<Insn> code, String why, List<Callee> callees, List<Part> parts) {
    /**
     * Instructions of one author, up to the next part.
     *
     * @param from index of the first
     * @param why one clause for the reader
     * @param core whether they are the core's, which may use a register of the program if it gives the value back
     */
    public record Part(int from, String why, boolean core) {}

    /**
     * A function that a replacement calls.
     *
     * @param parameters how many it has: it reads r1 and as many registers as these
     * @param why one clause for the reader
     */
    public record Callee(Program body, int parameters, String why) {}

    public Replacement {
        code = List.copyOf(code);
        callees = List.copyOf(callees);
        parts = List.copyOf(parts);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("a replacement has at least one instruction");
        }
    }

    /** One that calls nothing. */
    public Replacement(List<Insn> code, String why) {
        this(code, why, List.of());
    }

    /** One by a single author. */
    public Replacement(List<Insn> code, String why, List<Callee> callees) {
        this(code, why, callees, List.of());
    }

    /** Why instruction {@code step} is there. */
    public String why(int step) {
        return part(step).map(Part::why).orElse(why);
    }

    /** Whether instruction {@code step} is the core's. */
    boolean core(int step) {
        return part(step).map(Part::core).orElse(false);
    }

    private Optional<Part> part(int step) {
        return parts.stream().filter(p -> p.from() <= step).reduce((first, second) -> second);
    }
}
