// SPDX-License-Identifier: Apache-2.0
/*
 * Asks the NIC for all three hints and leaves the answers in the metadata area, right in front of the packet, where an AF_XDP
 * consumer or a tc program finds them.
 */
#include "xdpscope_bpf.h"

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

SEC("xdp")
int hints_to_metadata(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct hints)))
		return XDP_PASS;

	struct hints *hints = (void *)(long)ctx->data_meta;
	if ((void *)(hints + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	enum xdp_rss_hash_type type = XDP_RSS_TYPE_NONE;
	u64 timestamp = 0;
	u32 hash = 0;
	be16 proto = 0;
	u16 tci = 0;
	u32 valid = 0;

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
	return XDP_PASS;
}
