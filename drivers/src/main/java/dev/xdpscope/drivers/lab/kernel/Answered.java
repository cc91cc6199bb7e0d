package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.Hint;
import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call whose result cannot be the same in a real kernel: of a driver's kfunc, of a clock, of chance. In the program that is run
 * there it is answered as it was here.
 *
 * @param name of the helper or kfunc
 * @param outputs sizes of the values that are written through r2 and r3, besides the result in r0
 */
record Answered(String name, List<Size> outputs) {
    /** What differs from machine to machine and from moment to moment. */
    private static final Set<String> HELPERS = Set.of("bpf_ktime_get_ns", "bpf_ktime_get_boot_ns",
            "bpf_ktime_get_coarse_ns", "bpf_ktime_get_tai_ns", "bpf_jiffies64", "bpf_get_prandom_u32",
            "bpf_get_smp_processor_id", "bpf_get_numa_node_id");

    Answered {
        outputs = List.copyOf(outputs);
    }

    /** Empty if the instruction is no such call. */
    static Optional<Answered> of(Insn insn, Program program) {
        return switch (insn) {
            case Insn.CallHelper(int id) -> HelperNames.name(id).filter(HELPERS::contains)
                    .map(name -> new Answered(name, List.of()));
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

    private static List<Size> outputs(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> List.of(Size.DW);
            case RX_HASH -> List.of(Size.W, Size.W);
            case RX_VLAN_TAG -> List.of(Size.H, Size.H);
        };
    }
}
