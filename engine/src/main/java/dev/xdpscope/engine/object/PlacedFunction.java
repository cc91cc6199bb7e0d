package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Insn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function placed in a linked program.
 *
 * @param start index of its first slot in the program
 * @param code its instructions as the object holds them
 * @param references what instructions refer to, by slot in the function
 */
record PlacedFunction(ObjectFunction function, int start, List<Insn> code, Map<Integer, Reference> references) {

    Optional<Reference> reference(int slot) {
        return Optional.ofNullable(references.get(slot));
    }

    int end() {
        return start + code.size();
    }
}
