// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of igc as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"

/* Advanced receive descriptor as written back, 16 bytes, little endian. */
struct igc_adv_rx_desc {
	u16 pkt_info;
	u16 hdr_info;
	u32 rss;
	u32 status_error;
	u16 length;
	u16 vlan;
};

_Static_assert(sizeof(struct igc_adv_rx_desc) == 16, "igc_adv_rx_desc");

#define RSS_TYPE 0x0f
#define STATUS_IXSM (1U << 2)
#define STATUS_VP (1U << 3)
#define STATUS_UDPCS (1U << 4)
#define STATUS_TCPCS (1U << 5)
#define STATUS_TSIP (1U << 15)
#define STATUS_L4E (1U << 29)
#define STATUS_IPE (1U << 30)

/* What the device writes in front of the frame. */
struct igc_inline_rx_tstamps {
	u32 timer1_ns;
	u32 timer1_s;
	u32 timer0_ns;
	u32 timer0_s;
};

struct igc_adapter {
	u32 link_speed; /* Mbit/s */
	u32 rx_filter;
};

/* The driver's private data follows the net_device. */
struct igc_netdev {
	struct net_device dev;
	struct igc_adapter adapter;
};

struct igc_ring {
	u32 queue_index;
	u32 __unused;
	struct xdp_rxq_info xdp_rxq;
};

struct igc_xdp_buff {
	struct xdp_buff xdp;
	const struct igc_adv_rx_desc *rx_desc;
	const struct igc_inline_rx_tstamps *rx_ts;
};

_Static_assert(__builtin_offsetof(struct igc_xdp_buff, rx_desc) == 56, "igc_xdp_buff.rx_desc");

DESCRIBE(igc_adv_rx_desc);
DESCRIBE(igc_inline_rx_tstamps);
DESCRIBE(igc_netdev);
DESCRIBE(igc_ring);

static const u16 rss_types[RSS_TYPE + 1] = {
	[1] = XDP_RSS_TYPE_L4_IPV4_TCP,
	[2] = XDP_RSS_TYPE_L3_IPV4,
	[3] = XDP_RSS_TYPE_L4_IPV6_TCP,
	[4] = XDP_RSS_TYPE_L3_IPV6_EX,
	[5] = XDP_RSS_TYPE_L3_IPV6,
	[6] = XDP_RSS_TYPE_L4_IPV6_TCP_EX,
	[7] = XDP_RSS_TYPE_L4_IPV4_UDP,
	[8] = XDP_RSS_TYPE_L4_IPV6_UDP,
	[9] = XDP_RSS_TYPE_L4_IPV6_UDP_EX,
};

ALWAYS_INLINE u32 rss_type(const struct igc_xdp_buff *ctx)
{
	return rss_types[ctx->rx_desc->pkt_info & RSS_TYPE];
}

ALWAYS_INLINE const struct igc_adapter *adapter_of(const struct igc_xdp_buff *ctx)
{
	return &((const struct igc_netdev *)(const void *)ctx->xdp.rxq->dev)->adapter;
}

ALWAYS_INLINE int has_hash(const struct igc_xdp_buff *ctx)
{
	return !!(ctx->xdp.rxq->dev->features & NETIF_F_RXHASH);
}

ALWAYS_INLINE int has_timestamp(const struct igc_xdp_buff *ctx)
{
	return !!(ctx->rx_desc->status_error & STATUS_TSIP);
}

/* Nanoseconds from the wire to the device's clock. */
ALWAYS_INLINE u64 latency(u32 link_speed)
{
	switch (link_speed) {
	case 10:
		return 6450;
	case 100:
		return 185;
	case 1000:
		return 300;
	case 2500:
		return 1485;
	default:
		return 0;
	}
}

ALWAYS_INLINE u64 timestamp(const struct igc_xdp_buff *ctx)
{
	u64 ns = ctx->rx_ts->timer0_s * NSEC_PER_SEC + ctx->rx_ts->timer0_ns;

	return ns - latency(adapter_of(ctx)->link_speed);
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int igc_xdp_rx_timestamp(const struct igc_xdp_buff *ctx, u64 *ns)
{
	if (!has_timestamp(ctx))
		return -ENODATA;
	*ns = timestamp(ctx);
	return 0;
}

KFUNC int igc_xdp_rx_hash(const struct igc_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!has_hash(ctx))
		return -ENODATA;
	*hash = ctx->rx_desc->rss;
	*type = rss_type(ctx);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 igc_rfc_rx_timestamp_supported(const struct igc_xdp_buff *ctx)
{
	return adapter_of(ctx)->rx_filter != HWTSTAMP_FILTER_NONE;
}

KFUNC u64 igc_rfc_rx_timestamp(const struct igc_xdp_buff *ctx)
{
	return has_timestamp(ctx) ? timestamp(ctx) : 0;
}

KFUNC u64 igc_rfc_rx_hash_supported(const struct igc_xdp_buff *ctx)
{
	return has_hash(ctx);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 igc_rfc_rx_hash(const struct igc_xdp_buff *ctx)
{
	return has_hash(ctx) ? (u64)rss_type(ctx) << 32 | ctx->rx_desc->rss : 0;
}

/* The sk_buff of a packet that the program passed on: from descriptor and header once more, whatever the program did. */
KFUNC int igc_build_rx_skb(const struct igc_xdp_buff *ctx, struct sk_buff *skb)
{
	u64 features = ctx->xdp.rxq->dev->features;
	u32 status = ctx->rx_desc->status_error;

	skb->queue_mapping = ctx->xdp.rxq->queue_index + 1;
	if (has_hash(ctx)) {
		skb->hash = ctx->rx_desc->rss;
		skb->l4_hash = !!(rss_type(ctx) & XDP_RSS_TYPE_L4_ANY);
	}
	if ((features & NETIF_F_HW_VLAN_CTAG_RX) && (status & STATUS_VP)) {
		skb->vlan_proto = cpu_to_be16(ETH_P_8021Q);
		skb->vlan_tci = ctx->rx_desc->vlan;
		skb->vlan_present = 1;
	}
	skb->ip_summed = CHECKSUM_NONE;
	if ((features & NETIF_F_RXCSUM) && !(status & (STATUS_IXSM | STATUS_L4E | STATUS_IPE)) &&
	    (status & (STATUS_TCPCS | STATUS_UDPCS)))
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	if (has_timestamp(ctx))
		skb->hwtstamp = timestamp(ctx);
	return 0;
}
