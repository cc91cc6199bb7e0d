// SPDX-License-Identifier: Apache-2.0
/* Reads past the end of short packets without looking at data_end: stopped by a fault. */
#include "xdpscope_bpf.h"

SEC("xdp")
int overrun(struct xdp_md *ctx)
{
	u8 *data = (void *)(long)ctx->data;

	return data[90] == 0xff ? XDP_DROP : XDP_PASS;
}
