package dev.xdpscope.engine.call;

import dev.xdpscope.engine.map.BpfMap;

/**
 * Helpers that are not about XDP: maps, clocks, random numbers, checksums; text, memory that may not be there, the task. Ids and
 * semantics from include/uapi/linux/bpf.h and kernel/bpf/helpers.c, 6.12 to 6.18. The machine never sleeps and its clock has no ticks,
 * so the boot clock and the coarse clock are the monotonic one.
 */
public final class BaseHelpers {
    private BaseHelpers() {}

    /** {@code calls} with these helpers and the common kfuncs added. */
    public static Calls addTo(Calls calls) {
        return added(CommonKfuncs.addTo(calls)).helper(1, "bpf_map_lookup_elem", BaseHelpers::lookup)
                .helper(2, "bpf_map_update_elem", BaseHelpers::update)
                .helper(3, "bpf_map_delete_elem", BaseHelpers::delete)
                .helper(5, "bpf_ktime_get_ns", Caller::now)
                .helper(7, "bpf_get_prandom_u32", c -> c.kernel().random() & 0xffff_ffffL)
                .helper(8, "bpf_get_smp_processor_id", c -> c.kernel().cpu())
                .helper(28, "bpf_csum_diff", Checksum::diff)
                .helper(87, "bpf_map_push_elem", MapQueues::push)
                .helper(88, "bpf_map_pop_elem", MapQueues::pop)
                .helper(89, "bpf_map_peek_elem", MapQueues::peek)
                .helper(125, "bpf_ktime_get_boot_ns", Caller::now)
                .helper(160, "bpf_ktime_get_coarse_ns", Caller::now)
                .helper(195, "bpf_map_lookup_percpu_elem", BaseHelpers::lookupPerCpu)
                .helper(208, "bpf_ktime_get_tai_ns", c -> c.now() + c.kernel().taiOffset());
    }

    private static Calls added(Calls calls) {
        return IdleHelpers
                .addTo(StringHelpers.addTo(PrintHelpers.addTo(ProbeHelpers.addTo(RecordHelpers.addTo(calls)))));
    }

    private static long lookup(Caller c) {
        BpfMap map = MapArgument.of(c, "bpf_map_lookup_elem");
        byte[] key = c.memory().read(c.argument(2), map.spec().keySize(), c.fromKernel());
        return map.lookup(key, c.kernel().cpu());
    }

    private static long update(Caller c) {
        BpfMap map = MapArgument.writable(c, "bpf_map_update_elem");
        byte[] key = c.memory().read(c.argument(2), map.spec().keySize(), c.fromKernel());
        byte[] value = c.memory().read(c.argument(3), map.spec().valueSize(), c.fromKernel());
        long result = map.update(key, value, c.argument(4), c.kernel().cpu());
        c.tell(new CallEvent.MapChanged(map.spec().name(), key, value, result));
        return result;
    }

    private static long delete(Caller c) {
        BpfMap map = MapArgument.writable(c, "bpf_map_delete_elem");
        byte[] key = c.memory().read(c.argument(2), map.spec().keySize(), c.fromKernel());
        long result = map.delete(key);
        c.tell(new CallEvent.MapChanged(map.spec().name(), key, new byte[0], result));
        return result;
    }

    /** Arguments map, key, CPU. */
    private static long lookupPerCpu(Caller c) {
        BpfMap map = MapArgument.of(c, "bpf_map_lookup_percpu_elem");
        byte[] key = c.memory().read(c.argument(2), map.spec().keySize(), c.fromKernel());
        long cpu = c.argument(3) & 0xffff_ffffL;
        return cpu < map.cpus() ? map.lookup(key, (int) cpu) : 0;
    }
}
