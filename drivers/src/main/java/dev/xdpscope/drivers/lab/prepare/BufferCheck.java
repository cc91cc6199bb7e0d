package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.nic.Buffers;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;

/**
 * What drivers refuse where packets may lie in several buffers: when a program is attached, a driver looks at the MTU, which here
 * is what the scenario's longest packet needs. A program of section {@code xdp.frags} is loaded with BPF_F_XDP_HAS_FRAGS.
 */
public final class BufferCheck {
    private BufferCheck() {}

    /** Whether a program takes packets in several buffers: libbpf sets the flag by the section's name. */
    public static boolean takesFrags(Program program) {
        return takesFrags(program.section());
    }

    private static boolean takesFrags(String section) {
        return section.equals("xdp.frags") || section.startsWith("xdp.frags/");
    }

    /**
     * @param longest bytes of the longest packet
     * @throws ProblemException if the driver would refuse the program, or has no room for the packet
     */
    public static void check(Program program, ConfiguredNic setup, int longest) {
        int length = setup.prefix().map(Layout::size).orElse(0) + longest;
        setup.buffers().filter(b -> length > b.first()).ifPresent(b -> check(program, setup, b, length));
    }

    private static void check(Program program, ConfiguredNic setup, Buffers buffers, int length) {
        String nic = setup.nic().name();
        String packet = "a packet of " + length + " bytes";
        if (buffers.refusal().isPresent() && (buffers.frags().isEmpty() || !takesFrags(program))) {
            throw new ProblemException(Place.NOWHERE.section(program.section()),
                    nic + " refuses the program: " + buffers.refusal().get() + "; " + packet
                            + " does not fit into one buffer, which has " + buffers.first() + " for it",
                    buffers.frags().isEmpty() ? "Leave out longer packets, or take a NIC with the feature rx-sg."
                            : "Put the program into section xdp.frags (BPF_F_XDP_HAS_FRAGS), or leave out longer packets.");
        }
        if (length > buffers.largest()) {
            throw new ProblemException(Place.NOWHERE.section(program.section()),
                    packet + " does not fit into the buffers that " + nic + " has for one: " + buffers.largest()
                            + " bytes",
                    "Leave out longer packets.");
        }
    }

    /**
     * A map of type prog_array takes only programs that are as the one that calls them; see {@link #inMap}.
     *
     * @throws ProblemException if one of them takes frags and another does not
     */
    public static void inProgArrays(Program program, BpfObject object) {
        program.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.TAIL_CALLED)
                .flatMap(f -> object.programs().stream().filter(p -> p.name().equals(f.name())))
                .filter(p -> takesFrags(p.definition()) != takesFrags(program)).findFirst().ifPresent(p -> {
                    throw new ProblemException(Place.NOWHERE.section(p.section()),
                            "a prog_array of " + program.name() + " does not take program " + p.name()
                                    + " (-EINVAL): only one of the two is for frags",
                            "Put both into sections xdp.frags, or neither.");
                });
    }

    /**
     * A map of type devmap or cpumap takes only programs that are as the first one it was used with: that whose redirects it is
     * for ({@code bpf_prog_map_compatible()}, kernel/bpf/core.c, 6.12 and 6.18).
     *
     * @throws ProblemException if one of the two takes frags and the other does not
     */
    public static void inMap(Program entry, Program main, Place place) {
        if (takesFrags(entry) != takesFrags(main)) {
            Program without = takesFrags(entry) ? main : entry;
            throw new ProblemException(place, "the map does not take program " + entry.name()
                    + " (-EINVAL): of it and " + main.name() + ", which redirects to the map, only one is for frags",
                    "Put " + without.name() + " into section "
                            + without.section().replaceFirst("^xdp", "xdp.frags") + " too, or neither.");
        }
    }
}
