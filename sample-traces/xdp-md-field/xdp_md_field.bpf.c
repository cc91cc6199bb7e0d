// SPDX-License-Identifier: Apache-2.0
/*
 * The hints of hints_to_metadata, but read from fields of xdp_md as it was proposed in 2022. There is no errno: 0 means that the
 * driver has no such hint, or that the packet has none, or that the value is 0.
 */
#include "xdp_md_hints.h"

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
int xdp_md_field(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct hints)))
		return XDP_PASS;

	struct hints *hints = (void *)(long)ctx->data_meta;
	if ((void *)(hints + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	u32 proto = WHOLE(ctx->rx_vlan_proto);

	hints->rx_timestamp = ctx->hw_timestamp;
	hints->rx_hash = ctx->rx_hash;
	hints->rx_hash_type = ctx->rx_hash_type;
	hints->rx_vlan_proto = bpf_htons(proto);
	hints->rx_vlan_tci = WHOLE(ctx->rx_vlan_tci);
	hints->valid = (hints->rx_timestamp ? HAS_TIMESTAMP : 0) | (hints->rx_hash ? HAS_HASH : 0) | (proto ? HAS_VLAN : 0);
	return XDP_PASS;
}
