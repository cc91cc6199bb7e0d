package dev.xdpscope.engine.object.core;

/**
 * What a CO-RE record asks of an instruction.
 *
 * @param what the number, for example {@code byte offset of mlx5_cqe64.rss_hash_result}
 * @param found whether the target has it; if not, the instruction is to be poisoned
 * @param before the number in the object's own types
 * @param after the number in the target's
 * @param certain whether the instruction must hold {@code before} now
 * @param sizeBefore bytes of the field in the object, 0 where a memory access's size does not depend on it
 * @param sizeAfter bytes of the field in the target
 * @param resizable whether an access may change from one size to the other (pointers and unsigned integers)
 */
public record CoreNumber(String what, boolean found, long before, long after, boolean certain, int sizeBefore,
        int sizeAfter, boolean resizable) {}
