// SPDX-License-Identifier: Apache-2.0
/* Loops for some 600,000 steps: built like the samples, with -I sample-traces/include. */
#include "xdpscope_bpf.h"

SEC("xdp") int long_loop(struct xdp_md *ctx)
{
	volatile u32 x = 1;
	u32 len = ctx->data_end - ctx->data;

	if (bpf_xdp_adjust_meta(ctx, -4) < 0)
		return XDP_DROP;
	for (volatile u32 i = 0; i < 60000; i++)
		x = x * 3 + len;
	return x == 7 ? XDP_DROP : XDP_PASS;
}
