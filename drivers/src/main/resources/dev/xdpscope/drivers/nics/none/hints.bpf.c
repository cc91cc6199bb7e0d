// SPDX-License-Identifier: Apache-2.0
/*
 * A driver that knows nothing of its packets but their length.
 */
#include "../include/xdpscope_kernel.h"

/* Nothing follows the xdp_buff. */
struct none_xdp_buff {
	struct xdp_buff xdp;
};

struct none_queue {
	struct xdp_rxq_info rxq;
};

DESCRIBE(none_queue);
DESCRIBE(net_device);

/* Not a checksum, a hash, a tag or a timestamp: the stack works all of it out again. */
KFUNC int none_build_skb(const struct none_xdp_buff *ctx, struct sk_buff *skb)
{
	skb->ip_summed = CHECKSUM_NONE;
	skb->queue_mapping = ctx->xdp.rxq->queue_index + 1;
	return 0;
}
