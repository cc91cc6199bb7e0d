package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.engine.kernel.Loading;

/** How libbpf loads the programs of a section (src/libbpf.c, {@code section_defs}, 1.5). */
final class Hooks {
    private Hooks() {}

    static Loading of(String section, String license) {
        Loading.Hook hook = section.matches("(tc|tcx|classifier|action)\\b.*") ? Loading.Hook.INGRESS
                : section.matches("xdp(\\.frags)?/devmap") ? Loading.Hook.XDP_DEVMAP
                        : section.matches("xdp(\\.frags)?/cpumap") ? Loading.Hook.XDP_CPUMAP : Loading.Hook.XDP;
        Loading how = Loading.of(hook, license);
        return section.startsWith("xdp.frags") ? how.withFrags() : how;
    }
}
