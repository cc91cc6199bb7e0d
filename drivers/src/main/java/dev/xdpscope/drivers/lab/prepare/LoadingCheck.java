package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.Set;

/**
 * What the kernel refuses of how a program is loaded and attached, in the order and in the words of {@code add_kfunc_call()}
 * (kernel/bpf/verifier.c),
 * {@code bpf_prog_dev_bound_init()} and {@code bpf_dev_bound_kfunc_check()} (kernel/bpf/offload.c), {@code dev_xdp_attach()}
 * (net/core/dev.c), {@code bpf_prog_map_compatible()} (kernel/bpf/core.c) and {@code bpf_prog_test_run_xdp()}
 * (net/bpf/test_run.c), 6.3 to 7.1. All of it is -EINVAL; a kfunc that there is not is refused by libbpf already.
 */
public final class LoadingCheck {
    private static final Loading.Kernel FIRST = new Loading.Kernel(6, 3);
    /** In 6.6 the flags exclude each other; 6.7 was not looked at. */
    private static final Loading.Kernel FRAGS = new Loading.Kernel(6, 8);
    /** 6.12 has the check from one of its stable updates on. */
    private static final Loading.Kernel GENERIC = new Loading.Kernel(6, 13);

    /** What {@code license_is_gpl_compatible()} takes (include/linux/license.h, 6.12). */
    private static final Set<String> GPL_COMPATIBLE =
            Set.of("GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL",
                    "Dual MIT/GPL", "Dual MPL/GPL");

    private final Program program;
    private final String license;
    private final Loading loading;

    private LoadingCheck(Program program, String license, Loading loading) {
        this.program = program;
        this.license = license;
        this.loading = loading;
    }

    /**
     * @param license that the object declares
     * @throws ProblemException if the kernel would refuse to load or to attach the program, or if it would not run as the
     *     simulation has it
     */
    public static void check(Program program, String license, Loading loading) {
        LoadingCheck check = new LoadingCheck(program, license, loading);
        check.load();
        check.attach();
        check.insert();
    }

    private boolean bound() {
        return loading.bound() == Loading.Bound.NIC || loading.bound() == Loading.Bound.OTHER_DEVICE;
    }

    private void load() {
        if (loading.kernel().before(FIRST)) {
            throw refused("Linux " + loading.kernel() + " has no metadata kfuncs and no device-bound programs",
                    "They exist since 6.3.");
        }
        program.kfuncs().stream().filter(k -> !k.weak() && !KnownKfuncs.ofDrivers(k.name()))
                .flatMap(k -> KernelFunctions.named(k.name()).stream()).filter(this::tooNew).findFirst()
                .ifPresent(f -> {
                    throw refused("extern (func ksym) '" + f.name() + "': not found in kernel or module BTFs (-ESRCH): "
                            + "Linux " + loading.kernel() + " has none, it came with " + f.since(),
                            "Declare it __weak and do without it there, or use a newer kernel.");
                });
        if (bound() && program.section().startsWith("xdp.frags") && loading.kernel().before(FRAGS)) {
            throw refused("the flags BPF_F_XDP_HAS_FRAGS and BPF_F_XDP_DEV_BOUND_ONLY exclude each other in Linux "
                    + loading.kernel() + ": -EINVAL",
                    "Use a section without .frags, or 6.8 or newer.");
        }
        if (loading.bound() == Loading.Bound.NO_DEVICE) {
            throw refused("there is no interface with that prog_ifindex in the loader's network namespace: -EINVAL",
                    "Bind the program to the NIC.");
        }
        if (loading.bound() == Loading.Bound.OFFLOAD) {
            throw refused(
                    "prog_ifindex without BPF_F_XDP_DEV_BOUND_ONLY offloads the program, which the device does not "
                            + "support: -EINVAL" + (calls() ? "; and metadata kfuncs can't be offloaded" : ""),
                    "Bind the program to the NIC with that flag.");
        }
        if (!GPL_COMPATIBLE.contains(license) && program.code().stream().anyMatch(Insn.CallKfunc.class::isInstance)) {
            throw refused("cannot call kernel function from non-GPL compatible program: -EINVAL; its license is '"
                    + license + "'",
                    "Declare the program's license in SEC(\"license\") with one of the kernel's words: "
                            + String.join(", ", GPL_COMPATIBLE.stream().sorted().toList()) + ".");
        }
        if (!bound() && calls()) {
            throw refused("metadata kfuncs require device-bound program: -EINVAL",
                    "Load it with BPF_F_XDP_DEV_BOUND_ONLY and the NIC's prog_ifindex, with libbpf by "
                            + "bpf_program__set_ifindex() and bpf_program__set_flags().");
        }
        HelperCheck.check(program, GPL_COMPATIBLE.contains(license));
    }

    private boolean tooNew(KernelFunction function) {
        return Loading.Kernel.parse(function.since()).filter(loading.kernel()::before).isPresent();
    }

    private boolean calls() {
        return program.functions().stream().anyMatch(this::calls);
    }

    private boolean calls(ProgramFunction function) {
        return program.code().subList(function.start(), function.end()).stream()
                .anyMatch(insn -> insn instanceof Insn.CallKfunc call
                        && KnownKfuncs.ofDrivers(program.kfuncs().get(call.id()).name()));
    }

    private void attach() {
        if (loading.mode() == Loading.Mode.TEST_RUN && bound()) {
            throw refused("BPF_PROG_TEST_RUN of a device-bound program: -EINVAL", "Attach it to the NIC.");
        }
        if (loading.bound() == Loading.Bound.OTHER_DEVICE) {
            throw refused("Program bound to different device: -EINVAL", "Bind it to the NIC that it is attached to.");
        }
        if (loading.mode() == Loading.Mode.GENERIC && bound() && !loading.kernel().before(GENERIC)) {
            throw refused("Can't attach device-bound programs in generic mode: -EINVAL", "Attach it in native mode.");
        }
        if (loading.mode() != Loading.Mode.NATIVE) {
            throw refused(
                    "Linux " + loading.kernel() + " accepts the program, but where it then runs there is no driver's "
                            + "wrapper of the xdp_buff" + (bound() ? ": the driver's kfuncs would read past it" : ""),
                    "Attach it in native mode: only that is simulated.");
        }
    }

    private void insert() {
        program.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.TAIL_CALLED && calls(f)).findFirst()
                .ifPresent(f -> {
                    throw refused(
                            "the program " + f.name()
                                    + " must be device-bound for its metadata kfuncs, and such a program "
                                    + "cannot be put into a prog_array: -EINVAL",
                            "Call them in the program that is attached.");
                });
        if (bound() && loading.into().isPresent()) {
            throw refused("a device-bound program cannot be put into a map of type " + loading.into().get()
                    + ": -EINVAL", "Leave it out of the map, or load it unbound and without metadata kfuncs.");
        }
    }

    private ProblemException refused(String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(program.section()), what, remedy);
    }
}
