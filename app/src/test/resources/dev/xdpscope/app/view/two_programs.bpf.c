// SPDX-License-Identifier: Apache-2.0
/* Two programs in one object: built like the samples, with -I sample-traces/include. */
#include "xdpscope_bpf.h"

SEC("xdp") int pass_all(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp") int drop_long(struct xdp_md *ctx)
{
	return ctx->data_end - ctx->data > 100 ? XDP_DROP : XDP_PASS;
}
