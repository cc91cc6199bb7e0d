package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.engine.kernel.LoadRequest;

/** How libbpf loads the programs of a section (src/libbpf.c, {@code section_defs}, 1.5). */
final class Hooks {
    private Hooks() {}

    static LoadRequest of(String section, String license) {
        LoadRequest.Hook hook = section.matches("(tc|tcx|classifier|action)\\b.*") ? LoadRequest.Hook.INGRESS
                : section.matches("xdp(\\.frags)?/devmap") ? LoadRequest.Hook.XDP_DEVMAP
                        : section.matches("xdp(\\.frags)?/cpumap") ? LoadRequest.Hook.XDP_CPUMAP : LoadRequest.Hook.XDP;
        LoadRequest how = LoadRequest.of(hook, license);
        return section.startsWith("xdp.frags") ? how.withFrags() : how;
    }
}
