package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import java.util.List;

/**
 * What stands in place of one instruction. Jumps inside are relative to it; a jump to just past its end goes on with the
 * instruction after the replaced one.
 *
 * @param why one clause for the reader
 */
public record Replacement(List<Insn> code, String why) {
    public Replacement {
        code = List.copyOf(code);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("a replacement has at least one instruction");
        }
    }
}
