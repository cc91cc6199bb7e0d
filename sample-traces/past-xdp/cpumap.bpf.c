// SPDX-License-Identifier: Apache-2.0
/*
 * Spreads packets over CPUs 1 and 2 by their RSS hash. A program on CPU 1 still finds the hints in the metadata area, though
 * nobody could ask the driver for them any more; CPU 2 has no program. The sk_buff that either builds has none of them.
 */
#include "xdpscope_hints.h"

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct bpf_cpumap_val);
} cpus SEC(".maps");

/* Packets by what the metadata said they had: 0 nothing, 1 timestamp, 2 hash, 3 both, and so on. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, u32);
	__type(value, u64);
} had SEC(".maps");

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	struct hints *hints = store_hints(ctx);

	return hints ? bpf_redirect_map(&cpus, 1 + (hints->rx_hash & 1), XDP_PASS) : XDP_PASS;
}

SEC("xdp/cpumap")
int on_cpu(struct xdp_md *ctx)
{
	struct hints *hints = left_hints(ctx);
	u32 key = hints ? hints->valid & 7 : 0;
	u64 *count = bpf_map_lookup_elem(&had, &key);

	if (count)
		*count += 1;
	/* The queue is not known any more, only the device: 0 whatever queue it was. */
	return ctx->rx_queue_index == 0 ? XDP_PASS : XDP_DROP;
}
