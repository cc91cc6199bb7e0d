// SPDX-License-Identifier: Apache-2.0
/* Leaves only the RSS hash in the metadata area: it is the same for all packets of a flow, so that GRO still merges them. */
#include "xdpscope_hints.h"

SEC("xdp")
int leave_hash(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type;
	u32 *meta;
	u32 hash;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*meta)))
		return XDP_PASS;
	meta = (void *)(long)ctx->data_meta;
	if ((void *)(meta + 1) > (void *)(long)ctx->data)
		return XDP_PASS;
	*meta = bpf_xdp_metadata_rx_hash(ctx, &hash, &type) ? 0 : hash;
	return XDP_PASS;
}
