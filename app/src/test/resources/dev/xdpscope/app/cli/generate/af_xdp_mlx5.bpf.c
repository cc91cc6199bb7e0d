// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Leaves what NVIDIA ConnectX-4 Lx to ConnectX-7, ConnectX-6 Dx knows of a packet in front of it, as struct rx_hints,
 * and hands it to the AF_XDP socket of its receive queue, or to the stack where there is none.
 * Made by: xdpscope generate af_xdp --nic mlx5
 *
 * To ask the driver it must be loaded for the interface: with BPF_F_XDP_DEV_BOUND_ONLY and the interface's
 * index (libbpf: bpf_program__set_flags, bpf_program__set_ifindex), by a process in its network namespace.
 */
#include "rx_hints.h"

typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define __ksym __attribute__((section(".ksyms")))
#define __uint(name, value) int(*name)[value]
#define __type(name, type) typeof(type) *name

struct xdp_md {
	u32 data;
	u32 data_end;
	u32 data_meta;
	u32 ingress_ifindex;
	u32 rx_queue_index;
	u32 egress_ifindex;
};

enum { XDP_ABORTED = 0, XDP_PASS = 2 };
enum { BPF_MAP_TYPE_XSKMAP = 17 };
enum xdp_rss_hash_type { XDP_RSS_TYPE_NONE = 0 };

static long (*const bpf_redirect_map)(void *map, u64 key, u64 flags) = (void *)51;
static long (*const bpf_xdp_adjust_meta)(struct xdp_md *ctx, int delta) = (void *)54;
static u64 (*const bpf_ktime_get_tai_ns)(void) = (void *)208;

extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, u64 *timestamp) __ksym;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type) __ksym;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, u16 *proto, u16 *tci) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, u32);
} xsks SEC(".maps");

char LICENSE[] SEC("license") = "Dual MIT/GPL";

SEC("xdp")
int af_xdp(struct xdp_md *ctx)
{
	u64 timestamp = 0;
	u32 hash = 0;
	enum xdp_rss_hash_type hash_type = 0;
	u16 vlan_proto = 0;
	u16 vlan_tci = 0;
	u32 valid = 0;

	if (!bpf_xdp_metadata_rx_timestamp(ctx, &timestamp)) {
		valid |= HINT_TIMESTAMP;
	} else {
		timestamp = bpf_ktime_get_tai_ns();
		valid |= HINT_SOFTWARE_TIMESTAMP;
	}
	if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &hash_type)) {
		valid |= HINT_HASH;
	} else {
		hash = 0; /* some drivers write before they find that there is nothing */
		hash_type = 0;
	}
	if (!bpf_xdp_metadata_rx_vlan_tag(ctx, &vlan_proto, &vlan_tci)) {
		valid |= HINT_VLAN;
	} else {
		vlan_proto = 0; /* some drivers write before they find that there is nothing */
		vlan_tci = 0;
	}

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct rx_hints)))
		return XDP_PASS;
	struct rx_hints *hints = (void *)(long)ctx->data_meta;
	if ((void *)(hints + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	hints->rx_timestamp = timestamp;
	hints->rx_hash = hash;
	hints->rx_hash_type = hash_type;
	hints->rx_vlan_proto = vlan_proto;
	hints->rx_vlan_tci = vlan_tci;
	hints->hint_valid = valid;
	return bpf_redirect_map(&xsks, ctx->rx_queue_index, XDP_PASS);
}
