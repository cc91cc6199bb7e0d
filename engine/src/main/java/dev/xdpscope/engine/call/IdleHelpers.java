package dev.xdpscope.engine.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a program asks of the CPU and the task that it runs on. The simulated CPU was idle when the packet came: its task is
 * swapper, pid 0, of root, in the root cgroup; the host is one NUMA node (kernel/bpf/helpers.c,
 * kernel/cgroup/cgroup.c, 6.18).
 */
final class IdleHelpers {
    /** Number of the root cgroup: that of the first inode of cgroup2. */
    private static final long ROOT_CGROUP = 1;

    /** CONFIG_HZ, by kernel/Kconfig.hz if nobody chooses. */
    private static final long HZ = 250;

    /** INITIAL_JIFFIES, include/linux/jiffies.h: 300 seconds before 32 bits overflow. */
    private static final long FIRST_JIFFY = -300 * HZ & 0xffff_ffffL;

    private IdleHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(14, "bpf_get_current_pid_tgid", c -> 0)
                .helper(15, "bpf_get_current_uid_gid", c -> 0)
                .helper(16, "bpf_get_current_comm", IdleHelpers::command)
                .helper(17, "bpf_get_cgroup_classid", c -> 0)
                .helper(42, "bpf_get_numa_node_id", c -> 0)
                .helper(80, "bpf_get_current_cgroup_id", c -> ROOT_CGROUP)
                .helper(118, "bpf_jiffies64", c -> FIRST_JIFFY + c.now() / (1_000_000_000 / HZ))
                .helper(123, "bpf_get_current_ancestor_cgroup_id", c -> (int) c.argument(1) == 0 ? ROOT_CGROUP : 0);
    }

    /** Arguments buffer, its size: the name, cut if need be, and zeros. */
    private static long command(Caller c) {
        byte[] name = ("swapper/" + c.kernel().cpu()).getBytes(StandardCharsets.US_ASCII);
        int size = (int) c.argument(2);
        c.memory().clear(c.argument(1), size, c.fromKernel());
        c.memory().write(c.argument(1), Arrays.copyOf(name, Math.clamp(size - 1L, 0, name.length)), c.fromKernel());
        return 0;
    }
}
