// SPDX-License-Identifier: Apache-2.0
/*
 * Hints that survive into the sk_buff which a cpumap or the peer of a veth pair builds of a frame: proposals of 2022 and 2025, of
 * which no kernel has any. Each pair of programs does the same with the packet and then sends it the one way or the other.
 */
#include "xdpscope_hints.h"

extern int bpf_xdp_metadata_export_to_skb(const struct xdp_md *ctx) __ksym;
extern int xdp_copy_metadata_for_skb(const struct xdp_md *ctx) __ksym;
extern int bpf_xdp_store_rx_hash(struct xdp_md *ctx, u32 hash, enum xdp_rss_hash_type type) __ksym;
extern int bpf_xdp_store_rx_vlan(struct xdp_md *ctx, be16 proto, u16 tci) __ksym;
extern int bpf_xdp_store_rx_ts(struct xdp_md *ctx, u64 ts) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct bpf_cpumap_val);
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct bpf_devmap_val);
} pairs SEC(".maps");

#define TO_CPU bpf_redirect_map(&cpus, 1, XDP_PASS)
#define TO_PAIR bpf_redirect_map(&pairs, 0, XDP_PASS)

SEC("xdp")
int nothing_to_cpu(struct xdp_md *ctx)
{
	return TO_CPU;
}

SEC("xdp")
int nothing_to_pair(struct xdp_md *ctx)
{
	return TO_PAIR;
}

SEC("xdp")
int export_to_cpu(struct xdp_md *ctx)
{
	bpf_xdp_metadata_export_to_skb(ctx);
	return TO_CPU;
}

SEC("xdp")
int export_to_pair(struct xdp_md *ctx)
{
	bpf_xdp_metadata_export_to_skb(ctx);
	return TO_PAIR;
}

SEC("xdp")
int export_and_pass(struct xdp_md *ctx)
{
	bpf_xdp_metadata_export_to_skb(ctx);
	return XDP_PASS;
}

/* With metadata of its own first, which RFC v2 refuses and PATCH v1 does not; and what moving it afterwards gives. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, s32);
} results SEC(".maps");

INLINE void result(u32 key, s32 value)
{
	bpf_map_update_elem(&results, &key, &value, BPF_ANY);
}

SEC("xdp")
int export_beside_metadata(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -8))
		return XDP_ABORTED;
	u64 *own = (void *)(long)ctx->data_meta;

	if ((void *)(own + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	*own = 0x1122334455667788;
	result(0, bpf_xdp_metadata_export_to_skb(ctx));
	result(1, bpf_xdp_adjust_meta(ctx, -4));
	return TO_CPU;
}

/* What a program can do to metadata in the form of RFC v2 after the core has written it. */
SEC("xdp")
int export_and_overwrite(struct xdp_md *ctx)
{
	bpf_xdp_metadata_export_to_skb(ctx);
	u64 *exported = (void *)(long)ctx->data_meta;

	if ((void *)(exported + 2) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	exported[1] = 1;
	return TO_CPU;
}

SEC("xdp")
int copy_to_cpu(struct xdp_md *ctx)
{
	xdp_copy_metadata_for_skb(ctx);
	return TO_CPU;
}

SEC("xdp")
int copy_to_pair(struct xdp_md *ctx)
{
	xdp_copy_metadata_for_skb(ctx);
	return TO_PAIR;
}

/* The program asks the driver and stores what it gets, or anything else. */
INLINE void store(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type;
	u64 timestamp;
	be16 proto;
	u32 hash;
	u16 tci;

	if (!bpf_xdp_metadata_rx_timestamp(ctx, &timestamp))
		bpf_xdp_store_rx_ts(ctx, timestamp);
	if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &type))
		bpf_xdp_store_rx_hash(ctx, hash, type);
	if (!bpf_xdp_metadata_rx_vlan_tag(ctx, &proto, &tci))
		bpf_xdp_store_rx_vlan(ctx, proto, tci);
}

SEC("xdp")
int store_to_cpu(struct xdp_md *ctx)
{
	store(ctx);
	return TO_CPU;
}

SEC("xdp")
int store_to_pair(struct xdp_md *ctx)
{
	store(ctx);
	return TO_PAIR;
}
