package dev.xdpscope.engine.isa;

import java.util.Optional;
import java.util.OptionalInt;

/** Names and ids of the kernel's helpers, of {@link KernelFunctions}. */
public final class HelperNames {
    private HelperNames() {}

    /** For example {@code bpf_map_lookup_elem} for 1; empty if no helper has this id. */
    public static Optional<String> name(int id) {
        return KernelFunctions.helper(id).map(KernelFunction::name);
    }

    /** For example 1 for {@code bpf_map_lookup_elem}; empty if no helper has this name. */
    public static OptionalInt id(String name) {
        return KernelFunctions.named(name).map(KernelFunction::id).orElse(OptionalInt.empty());
    }
}
