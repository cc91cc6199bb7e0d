// SPDX-License-Identifier: Apache-2.0
/* The driver of an invented NIC: the worked example of docs/nic-authoring.md. */
#include "xdpscope_kernel.h"

struct tiny_desc {
	u32 hash;
	u32 status;
	u16 vlan;
	u16 length;
	u32 reserved;
	u64 time;
};

#define TINY_HASH_VALID 0x2
#define TINY_VLAN 0x4
#define TINY_TYPE(status) ((status) >> 8 & 3)

struct tiny_queue {
	struct net_device *dev;
	struct xdp_rxq_info rxq;
};

struct tiny_xdp_buff {
	struct xdp_buff xdp;
	const struct tiny_desc *desc;
	struct tiny_queue *queue;
};

DESCRIBE(tiny_queue);
DESCRIBE(net_device);

KFUNC int tiny_xdp_rx_timestamp(const struct tiny_xdp_buff *ctx, u64 *ns)
{
	*ns = ctx->desc->time;
	return 0;
}

KFUNC int tiny_xdp_rx_hash(const struct tiny_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	u32 status = ctx->desc->status;

	if (!(status & TINY_HASH_VALID))
		return -ENODATA;
	*hash = ctx->desc->hash;
	*type = TINY_TYPE(status);
	return 0;
}

KFUNC int tiny_build_skb(const struct tiny_xdp_buff *ctx, struct sk_buff *skb)
{
	u32 status = ctx->desc->status;

	skb->hwtstamp = ctx->desc->time;
	if (status & TINY_HASH_VALID)
		skb->hash = ctx->desc->hash;
	if (status & TINY_VLAN) {
		skb->vlan_proto = cpu_to_be16(ETH_P_8021AD);
		skb->vlan_tci = ctx->desc->vlan;
		skb->vlan_present = 1;
	}
	return 0;
}
