// SPDX-License-Identifier: Apache-2.0
/*
 * Sends packets on, in however many buffers they lie, to a CPU or a device. The program at the cpumap's entry takes 20 bytes off
 * the end there; both must be for frags, or the map does not take it. A tc program then reads the last byte that is left.
 */
#include "xdpscope_hints.h"

static long (*const bpf_xdp_adjust_tail)(struct xdp_md *ctx, int delta) = (void *)65;
static u64 (*const bpf_xdp_get_buff_len)(struct xdp_md *ctx) = (void *)188;
static long (*const bpf_skb_load_bytes)(const struct __sk_buff *skb, u32 offset, void *to, u32 length) = (void *)26;

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__type(key, u32);
	__type(value, struct bpf_cpumap_val);
	__uint(max_entries, 4);
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__type(key, u32);
	__type(value, struct bpf_devmap_val);
	__uint(max_entries, 4);
} ports SEC(".maps");

/* By CPU: bytes of packets that were there; under 0 the sum of the last bytes that tc saw. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, u32);
	__type(value, u64);
	__uint(max_entries, 4);
} had SEC(".maps");

SEC("xdp.frags")
int to_cpu(struct xdp_md *ctx)
{
	return bpf_redirect_map(&cpus, 1, 0);
}

SEC("xdp.frags")
int to_port(struct xdp_md *ctx)
{
	return bpf_redirect_map(&ports, 1, 0);
}

SEC("xdp.frags/cpumap")
int on_cpu(struct xdp_md *ctx)
{
	u64 length = bpf_xdp_get_buff_len(ctx);
	u32 cpu = 1;
	u64 *bytes = bpf_map_lookup_elem(&had, &cpu);

	if (bytes)
		*bytes += length;
	return bpf_xdp_adjust_tail(ctx, -20) ? XDP_DROP : XDP_PASS;
}

SEC("xdp/cpumap")
int in_one_buffer(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("tc")
int at_tc(struct __sk_buff *skb)
{
	u32 none = 0;
	u64 *sum = bpf_map_lookup_elem(&had, &none);
	u8 last;

	if (!sum || bpf_skb_load_bytes(skb, skb->len - 1, &last, 1))
		return TC_ACT_SHOT;
	*sum += last;
	return TC_ACT_OK;
}
