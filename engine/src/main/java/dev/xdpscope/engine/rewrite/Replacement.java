package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Program;
import java.util.List;

/**
 * What stands in place of one instruction. Jumps inside are relative to it; a jump to just past its end goes on with the
 * instruction after the replaced one.
 *
 * @param why one clause for the reader
 * @param callees the functions that it calls: {@code CallKfunc.id} in {@code code} is an index into them
 */
public record Replacement(List<Insn> code, String why, List<Callee> callees) {
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
        if (code.isEmpty()) {
            throw new IllegalArgumentException("a replacement has at least one instruction");
        }
    }

    /** One that calls nothing. */
    public Replacement(List<Insn> code, String why) {
        this(code, why, List.of());
    }
}
