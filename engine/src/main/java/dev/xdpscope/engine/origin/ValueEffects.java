package dev.xdpscope.engine.origin;

import java.util.Set;

/**
 * The answer to "where does this value go?".
 *
 * @param insns instructions that use the value
 * @param registers registers that hold it, or what was made of it, at the moment asked about
 * @param bytes addresses of the bytes that hold it, or what was made of it, in the end
 */
public record ValueEffects(Set<Integer> insns, Set<Integer> registers, Set<Long> bytes) {
    public ValueEffects {
        insns = Set.copyOf(insns);
        registers = Set.copyOf(registers);
        bytes = Set.copyOf(bytes);
    }
}
