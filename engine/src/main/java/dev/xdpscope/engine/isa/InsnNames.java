package dev.xdpscope.engine.isa;

import java.util.Optional;

/** Names for the numbers in instructions; where there is none, the {@link Disassembler} prints the number. */
public interface InsnNames {
    /** Only the helpers that every kernel has. */
    InsnNames NONE = new InsnNames() {};

    /** The helper with this id. */
    default Optional<String> helper(int id) {
        return HelperNames.name(id);
    }

    /** The kernel function that {@link Insn.CallKfunc#id()} stands for. */
    default Optional<String> kfunc(int id) {
        return Optional.empty();
    }

    /** The map that {@link Imm64.MapFd#map()} or {@link Imm64.MapValue#map()} stands for. */
    default Optional<String> map(int index) {
        return Optional.empty();
    }

    /** The subprogram that starts at instruction {@code target}. */
    default Optional<String> function(int target) {
        return Optional.empty();
    }
}
