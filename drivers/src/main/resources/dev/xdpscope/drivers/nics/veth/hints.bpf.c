// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of veth as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"
#include "../include/xdpscope_native.h"

#define XDP_PACKET_HEADROOM 256

/* The sk_buff that the peer's transmit path hands over: xdpscope's own layout of what hints need of it. */
struct peer_skb {
	u64 tstamp;   /* when the software saw it */
	u64 hwtstamp; /* skb_shared_info.hwtstamps.hwtstamp */
	u32 len;
	u32 hash;
	u8 l4_hash;
	u8 sw_hash;
	be16 vlan_proto;
	u16 vlan_tci;
	u8 ip_summed;
	u8 __unused;
};

_Static_assert(sizeof(struct peer_skb) == 32, "peer_skb");

struct veth_rq {
	struct xdp_rxq_info xdp_rxq;
};

struct veth_xdp_buff {
	struct xdp_buff xdp;
	struct peer_skb *skb; /* NULL for a frame that was redirected into the peer */
};

_Static_assert(__builtin_offsetof(struct veth_xdp_buff, skb) == 56, "veth_xdp_buff.skb");

DESCRIBE(peer_skb);
DESCRIBE(veth_rq);
DESCRIBE(net_device);

/* The hash that the sk_buff has, or that the flow dissector now gives it. It does not know of a program's adjust_head. */
ALWAYS_INLINE u32 skb_get_hash(const struct veth_xdp_buff *ctx, struct peer_skb *skb)
{
	if (!skb->l4_hash && !skb->sw_hash) {
		u64 found = flow_hash(ctx->xdp.data_hard_start + XDP_PACKET_HEADROOM, skb->len);

		skb->hash = (u32)found;
		skb->l4_hash = (found >> 32) & 1;
		skb->sw_hash = 1;
	}
	return skb->hash;
}

ALWAYS_INLINE u32 rss_type(const struct peer_skb *skb)
{
	return skb->l4_hash ? XDP_RSS_TYPE_L4_ANY : XDP_RSS_TYPE_NONE;
}

ALWAYS_INLINE int has_vlan(const struct peer_skb *skb)
{
	return skb->vlan_proto || skb->vlan_tci;
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int veth_xdp_rx_timestamp(const struct veth_xdp_buff *ctx, u64 *ns)
{
	if (!ctx->skb)
		return -ENODATA;
	*ns = ctx->skb->hwtstamp;
	return 0;
}

KFUNC int veth_xdp_rx_hash(const struct veth_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!ctx->skb)
		return -ENODATA;
	*hash = skb_get_hash(ctx, ctx->skb);
	*type = rss_type(ctx->skb);
	return 0;
}

/* Without a tag the TCI is set to 0 all the same, the protocol is left alone. */
KFUNC int veth_xdp_rx_vlan_tag(const struct veth_xdp_buff *ctx, be16 *proto, u16 *tci)
{
	if (!ctx->skb)
		return -ENODATA;
	if (!has_vlan(ctx->skb)) {
		*tci = 0;
		return -ENODATA;
	}
	*tci = ctx->skb->vlan_tci;
	*proto = ctx->skb->vlan_proto;
	return 0;
}

/* RFC: that the device has the hint, and the value, which is 0 without an sk_buff. The time is the software's. */

KFUNC u64 veth_rfc_supported(const struct veth_xdp_buff *ctx)
{
	(void)ctx;
	return 1;
}

KFUNC u64 veth_rfc_rx_timestamp(const struct veth_xdp_buff *ctx)
{
	return ctx->skb ? ctx->skb->tstamp : 0;
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 veth_rfc_rx_hash(const struct veth_xdp_buff *ctx)
{
	if (!ctx->skb)
		return 0;

	u32 hash = skb_get_hash(ctx, ctx->skb);

	return (u64)rss_type(ctx->skb) << 32 | hash;
}

/* The TCI in bits 15:0, the protocol in bits 31:16. */
KFUNC u64 veth_rfc_rx_vlan_tag(const struct veth_xdp_buff *ctx)
{
	const struct peer_skb *skb = ctx->skb;

	return skb && has_vlan(skb) ? (u64)be16_to_cpu(skb->vlan_proto) << 16 | skb->vlan_tci : 0;
}

/* What is left of the hash kfunc where it is unrolled: sees to it that the sk_buff has a hash. */
KFUNC struct veth_xdp_buff *veth_give_hash(struct veth_xdp_buff *ctx)
{
	skb_get_hash(ctx, ctx->skb);
	return ctx;
}

/* The sk_buff of a packet that the program passed on: the same one, or a new one that only has what the core fills in. */
KFUNC int veth_build_skb(const struct veth_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct peer_skb *peer = ctx->skb;

	if (!peer)
		return 0;
	skb->hash = peer->hash;
	skb->l4_hash = peer->l4_hash;
	skb->sw_hash = peer->sw_hash;
	skb->ip_summed = peer->ip_summed;
	if (has_vlan(peer)) {
		skb->vlan_proto = peer->vlan_proto;
		skb->vlan_tci = peer->vlan_tci;
		skb->vlan_present = 1;
	}
	skb->hwtstamp = peer->hwtstamp;
	return 0;
}
