// SPDX-License-Identifier: Apache-2.0
/* The driver of an invented NIC: the worked example of docs/nic-authoring.md. */
#include "xdpscope_native.h"

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

/* No function reads it: fields of every kind that a template can name. */
struct tiny_state {
	u32 ready : 1;
	u32 mode : 10;
	u32 level : 13;
	be16 port;
	u16 reserved;
	const u64 *clock;
};

struct tiny_queue {
	struct net_device *dev;
	struct spinlock lock;
	u32 reserved;
	struct xdp_rxq_info rxq;
	struct tiny_state state;
};

struct tiny_xdp_buff {
	struct xdp_buff xdp;
	const struct tiny_desc *desc;
	struct tiny_queue *queue;
	const u64 *time; /* in the descriptor */
};

DESCRIBE(tiny_desc);
DESCRIBE(tiny_queue);
DESCRIBE(net_device);

KFUNC int tiny_xdp_rx_timestamp(const struct tiny_xdp_buff *ctx, u64 *ns)
{
	*ns = *ctx->time;
	return 0;
}

/* Needs no lock; it is here to show how one is taken. */
KFUNC u64 tiny_rfc_rx_timestamp(const struct tiny_xdp_buff *ctx)
{
	u64 ns;

	spin_lock(&ctx->queue->lock);
	ns = *ctx->time;
	spin_unlock(&ctx->queue->lock);
	return ns;
}

/* Forgets to let go. */
KFUNC u64 tiny_rfc_rx_hash(const struct tiny_xdp_buff *ctx)
{
	spin_lock(&ctx->queue->lock);
	return ctx->desc->hash;
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
