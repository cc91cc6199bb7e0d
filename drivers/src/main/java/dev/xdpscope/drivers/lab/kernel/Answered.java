package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call whose result cannot be the same in a real kernel: of a driver's kfunc, of a clock, of chance, of routing tables. In the
 * program that is run there it is answered as it was here.
 *
 * @param name of the helper or kfunc
 * @param outputs what is written besides the result in r0
 */
record Answered(String name, List<Output> outputs) {
    /** Bytes that are written through an argument. */
    record Output(int register, int bytes) {}

    /** {@code sizeof(struct bpf_fib_lookup)}, include/uapi/linux/bpf.h. */
    private static final int FIB_LOOKUP = 64;

    /** What differs from machine to machine and from moment to moment. */
    private static final Map<String, List<Output>> HELPERS = helpers();

    Answered {
        outputs = List.copyOf(outputs);
    }

    private static Map<String, List<Output>> helpers() {
        Map<String, List<Output>> helpers = new HashMap<>();
        for (String name : List.of("ktime_get_ns", "ktime_get_boot_ns", "ktime_get_coarse_ns", "ktime_get_tai_ns",
                "jiffies64", "get_prandom_u32", "get_smp_processor_id", "get_numa_node_id", "get_current_pid_tgid",
                "get_current_uid_gid", "get_cgroup_classid", "get_current_cgroup_id",
                "get_current_ancestor_cgroup_id")) {
            helpers.put("bpf_" + name, List.of());
        }
        helpers.put("bpf_fib_lookup", List.of(new Output(2, FIB_LOOKUP)));
        helpers.put("bpf_check_mtu", List.of(new Output(3, Integer.BYTES)));
        return helpers;
    }

    /** Empty if the instruction is no such call. */
    static Optional<Answered> of(Insn insn, Program program) {
        return switch (insn) {
            case Insn.CallHelper(int id) -> HelperNames.name(id).filter(HELPERS::containsKey)
                    .map(name -> new Answered(name, HELPERS.get(name)));
            case Insn.CallKfunc(int id, int module) when id >= 0 && id < program.kfuncs().size() ->
                    of(program.kfuncs().get(id));
            default -> Optional.empty();
        };
    }

    /** Empty if it is no metadata kfunc in the form that it has in mainline. */
    static Optional<Answered> of(Kfunc kfunc) {
        return Arrays.stream(Hint.values()).filter(h -> h.kfunc().equals(kfunc.name())).findFirst()
                .map(Answered::outputs).filter(outputs -> kfunc.parameters() == outputs.size() + 1)
                .map(outputs -> new Answered(kfunc.name(), outputs));
    }

    private static List<Output> outputs(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> List.of(new Output(2, Long.BYTES));
            case RX_HASH -> List.of(new Output(2, Integer.BYTES), new Output(3, Integer.BYTES));
            case RX_VLAN_TAG -> List.of(new Output(2, Short.BYTES), new Output(3, Short.BYTES));
        };
    }
}
