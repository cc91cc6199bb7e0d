package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import java.util.Optional;

/** Follows origins from pass to pass. */
final class Chains {
    private Chains() {}

    /** Every instruction leads back to the instruction of the object that it stands for, or to an appended body. */
    static void assertSound(Program program) {
        for (int i = 0; i < program.code().size(); i++) {
            assertSound(program, i);
        }
    }

    private static void assertSound(Program program, int insn) {
        int stands = program.origins().get(insn).insn();
        int at = insn;
        Optional<Program> p = Optional.of(program);
        while (p.get().before().isPresent()) {
            Origin origin = p.get().origins().get(at);
            assertEquals(stands, origin.insn());
            if (origin.previous() < 0) {
                assertEquals(-1, stands, "only a body's instruction begins in a pass");
                return;
            }
            p = p.get().before();
            at = origin.previous();
            assertTrue(at < p.get().code().size(), "instruction " + insn + " leads to " + at);
        }
        assertEquals(stands, at);
    }
}
