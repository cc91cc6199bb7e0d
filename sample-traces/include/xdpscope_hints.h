/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the samples past XDP need beyond xdpscope_bpf.h, and the three hints in the metadata area for whoever comes after the
 * program that the NIC's driver answers.
 */
#ifndef XDPSCOPE_HINTS_H
#define XDPSCOPE_HINTS_H

#include "xdpscope_bpf.h"

#define INLINE static inline __attribute__((always_inline))

enum {
	BPF_MAP_TYPE_DEVMAP = 14,
	BPF_MAP_TYPE_CPUMAP = 16,
	BPF_MAP_TYPE_XSKMAP = 17,
	BPF_MAP_TYPE_DEVMAP_HASH = 25,
};

static long (*const bpf_redirect)(u32 ifindex, u64 flags) = (void *)23;
static long (*const bpf_xdp_adjust_head)(struct xdp_md *ctx, int delta) = (void *)44;
static long (*const bpf_redirect_map)(void *map, u64 key, u64 flags) = (void *)51;
static u64 (*const bpf_ktime_get_tai_ns)(void) = (void *)208;

/* Values of redirect maps: a number, and the descriptor of a program that runs there. */
struct bpf_devmap_val {
	u32 ifindex;
	int prog_fd;
};

struct bpf_cpumap_val {
	u32 qsize;
	int prog_fd;
};

/* What a tc program gets; the fields after data_meta that are not used here are left out. */
struct __sk_buff {
	u32 len;
	u32 pkt_type;
	u32 mark;
	u32 queue_mapping;
	u32 protocol;
	u32 vlan_present;
	u32 vlan_tci;
	u32 vlan_proto;
	u32 priority;
	u32 ingress_ifindex;
	u32 ifindex;
	u32 tc_index;
	u32 cb[5];
	u32 hash;
	u32 tc_classid;
	u32 data;
	u32 data_end;
	u32 napi_id;
	u32 for_sockets[13];
	u32 data_meta;
	u64 flow_keys;
	u64 tstamp;
	u32 wire_len;
	u32 gso_segs;
	u64 sk;
	u32 gso_size;
	u32 tstamp_type;
	u64 hwtstamp;
};

enum { TC_ACT_UNSPEC = -1, TC_ACT_OK = 0, TC_ACT_SHOT = 2 };

extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, u64 *timestamp) __ksym;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type) __ksym;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, be16 *proto, u16 *tci) __ksym;

enum { HAS_TIMESTAMP = 1, HAS_HASH = 2, HAS_VLAN = 4 };

struct hints {
	u64 rx_timestamp;
	u32 rx_hash;
	u32 rx_hash_type;
	be16 rx_vlan_proto;
	u16 rx_vlan_tci;
	u32 valid;
};

/* Asks the driver for all three and leaves the answers in front of the packet; returns where, or 0. */
INLINE struct hints *store_hints(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type = XDP_RSS_TYPE_NONE;
	struct hints *hints;
	u64 timestamp = 0;
	u32 valid = 0;
	u32 hash = 0;
	be16 proto = 0;
	u16 tci = 0;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct hints)))
		return 0;
	hints = (void *)(long)ctx->data_meta;
	if ((void *)(hints + 1) > (void *)(long)ctx->data)
		return 0;

	if (!bpf_xdp_metadata_rx_timestamp(ctx, &timestamp))
		valid |= HAS_TIMESTAMP;
	if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &type))
		valid |= HAS_HASH;
	if (!bpf_xdp_metadata_rx_vlan_tag(ctx, &proto, &tci))
		valid |= HAS_VLAN;

	hints->rx_timestamp = timestamp;
	hints->rx_hash = hash;
	hints->rx_hash_type = type;
	hints->rx_vlan_proto = proto;
	hints->rx_vlan_tci = tci;
	hints->valid = valid;
	return hints;
}

/* The hints that an earlier program left in front of the packet, or 0. */
INLINE struct hints *left_hints(struct xdp_md *ctx)
{
	struct hints *hints = (void *)(long)ctx->data_meta;

	return (void *)(hints + 1) > (void *)(long)ctx->data ? 0 : hints;
}

#endif
