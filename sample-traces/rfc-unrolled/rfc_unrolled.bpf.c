// SPDX-License-Identifier: Apache-2.0
/*
 * The timestamp as the RFC series of November 2022 had it: one kfunc says whether the NIC has it, another returns it in r0. The
 * driver unrolls both, so no call is left in the program as run.
 */
#include "xdpscope_bpf.h"

extern int bpf_xdp_metadata_rx_timestamp_supported(const struct xdp_md *ctx) __ksym;
extern u64 bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx) __ksym;

SEC("xdp")
int rfc_unrolled(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(u64)))
		return XDP_PASS;

	u64 *timestamp = (void *)(long)ctx->data_meta;
	if ((void *)(timestamp + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	*timestamp = bpf_xdp_metadata_rx_timestamp_supported(ctx) ? bpf_xdp_metadata_rx_timestamp(ctx) : 0;
	return XDP_PASS;
}
