package dev.xdpscope.engine.object;

/**
 * A CO-RE record that a target's types cannot answer: what the program asks for is not there, or not as it can read it.
 *
 * @param insn index of the instruction in the linked program
 * @param type name of the type that the access begins with, for example {@code mlx5_cqe64}
 * @param what the number that is asked for, for example {@code byte offset of mlx5_cqe64.rss_hash_result}
 * @param poisoned whether the instruction cannot be executed; otherwise it has got 0, which the program can test
 */
public record CoreBreakage(int insn, String type, String what, boolean poisoned) {}
