// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of stmmac as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_scratch.h"

/* Four little-endian words; what they mean depends on the core. */
struct dma_desc {
	u32 des0;
	u32 des1;
	u32 des2;
	u32 des3;
};

/* The extended descriptor of GMAC 3.50 and later 3.x. */
struct dma_extended_desc {
	struct dma_desc basic;
	u32 des4;
	u32 des5;
	u32 des6;
	u32 des7;
};

_Static_assert(sizeof(struct dma_extended_desc) == 32, "dma_extended_desc");

enum dwmac_core_type { DWMAC_CORE_MAC100, DWMAC_CORE_GMAC, DWMAC_CORE_GMAC4, DWMAC_CORE_XGMAC };

/* Normal descriptor of GMAC4 as written back; the last three are in its context descriptor and in XGMAC's descriptors too. */
#define GMAC4_RDES1_IPHE (1U << 3)
#define GMAC4_RDES1_IPCE (1U << 7)
#define GMAC4_RDES1_TSA (1U << 14)
#define GMAC4_RDES3_RS0V (1U << 25)
#define GMAC4_RDES3_RS1V (1U << 26)
#define GMAC4_RDES3_LD (1U << 28)
#define RDES0_VLAN 0xffff
#define RDES3_CTXT (1U << 30)
#define RDES3_OWN (1U << 31)

/* Descriptor of XGMAC; the first two are in its context descriptor. */
#define XGMAC_RDES3_TSA (1U << 4)
#define XGMAC_RDES3_TSD (1U << 6)
#define XGMAC_RDES3_RSV (1U << 26)
#define XGMAC_RDES3_CDA (1U << 27)
#define XGMAC_L2_TYPE(rdes3) ((rdes3) >> 16 & 15)
#define XGMAC_L2_TYPE_VLAN 8
#define XGMAC_L2_TYPE_VLAN_LAST 13
#define XGMAC_L34_TYPE(rdes3) ((rdes3) >> 20 & 15)
#define XGMAC_IPV4_TCP 1
#define XGMAC_IPV4_UDP 2
#define XGMAC_IPV6_TCP 9
#define XGMAC_IPV6_UDP 10

/* Enhanced descriptor of GMAC 3.x. */
#define GMAC3_RDES0_PCE (1U << 0)
#define GMAC3_RDES0_FT (1U << 5)
#define GMAC3_RDES0_TSV (1U << 7)

#define CORRUPTED 0xffffffffU
/* How often the driver looks for the context descriptor that GMAC4 writes after the packet's. */
#define LOOKS 10

/* include/linux/netdev_features.h, include/uapi/linux/if_ether.h, include/linux/if_vlan.h */
#define NETIF_F_HW_VLAN_STAG_RX (1ULL << 46)
#define ETH_P_IP 0x0800
#define ETH_P_IPV6 0x86dd
#define ETH_P_802_3_MIN 0x0600
#define ETH_P_802_2 0x0004
#define ETH_PROTO 12 /* offset of the type in a frame */
#define VLAN_HLEN 4

struct plat_stmmacenet_data {
	enum dwmac_core_type core_type;
	u32 clk_ptp_rate;  /* Hz */
	u32 cdc_error_adj; /* ns from the PTP clock's domain to the receive clock's; GMAC4 only */
};

struct mac_device_info {
	u8 rx_csum; /* not 0: the checksum engine is switched on */
	u8 hw_vlan_en;
};

struct stmmac_priv {
	struct net_device *dev;
	struct mac_device_info *hw;
	struct plat_stmmacenet_data *plat;
	u32 hwts_rx_en;
	u32 adv_ts;
};

struct stmmac_rx_queue {
	u32 queue_index;
	u32 zero_copy; /* an AF_XDP socket's buffers are received into */
	struct xdp_rxq_info xdp_rxq;
};

struct stmmac_xdp_buff {
	struct xdp_buff xdp;
	const struct stmmac_priv *priv;
	const struct dma_desc *desc;
	const struct dma_desc *ndesc; /* the ring's next entry */
};

_Static_assert(__builtin_offsetof(struct stmmac_xdp_buff, ndesc) == 72, "stmmac_xdp_buff.ndesc");

DESCRIBE(dma_desc);
DESCRIBE(dma_extended_desc);
DESCRIBE(plat_stmmacenet_data);
DESCRIBE(mac_device_info);
DESCRIBE(stmmac_priv);
DESCRIBE(stmmac_rx_queue);
DESCRIBE(net_device);

ALWAYS_INLINE int corrupted(u32 ns, u32 seconds)
{
	return ns == CORRUPTED && seconds == CORRUPTED;
}

/*
 * The words of the timestamp in GMAC4's context descriptor, which may come after the packet's: look again, a few times. One that is
 * there only at the last look counts as too late.
 */
ALWAYS_INLINE const u32 *gmac4_context(const struct dma_desc *context)
{
#pragma clang loop unroll(disable)
	for (int looks = 1; looks <= LOOKS; looks++) {
		/* The device may be writing them. */
		u32 ns = READ_ONCE(context->des0);
		u32 seconds = READ_ONCE(context->des1);
		u32 rdes3 = READ_ONCE(context->des3);

		if (!(rdes3 & RDES3_OWN) && (rdes3 & RDES3_CTXT))
			return corrupted(ns, seconds) || looks == LOOKS ? 0 : &context->des0;
	}
	return 0;
}

ALWAYS_INLINE int xgmac_stamped(const struct dma_desc *desc, const struct dma_desc *context)
{
	u32 rdes3 = context->des3;

	return (desc->des3 & XGMAC_RDES3_CDA) && !(rdes3 & RDES3_OWN) && (rdes3 & RDES3_CTXT) &&
	       !(rdes3 & XGMAC_RDES3_TSD) && (rdes3 & XGMAC_RDES3_TSA) && !corrupted(context->des0, context->des1);
}

/* The two words of the timestamp, nanoseconds first; null if there is none. */
ALWAYS_INLINE const u32 *stamp(const struct stmmac_xdp_buff *ctx)
{
	const struct dma_desc *desc = ctx->desc;

	if (!ctx->priv->hwts_rx_en)
		return 0;
	switch (ctx->priv->plat->core_type) {
	case DWMAC_CORE_GMAC4:
		return (desc->des3 & GMAC4_RDES3_RS1V) && (desc->des1 & GMAC4_RDES1_TSA) ? gmac4_context(ctx->ndesc) : 0;
	case DWMAC_CORE_XGMAC:
		return xgmac_stamped(desc, ctx->ndesc) ? &ctx->ndesc->des0 : 0;
	default:
		if (ctx->priv->adv_ts)
			return desc->des0 & GMAC3_RDES0_TSV ? &((const struct dma_extended_desc *)desc)->des6 : 0;
		return corrupted(desc->des2, desc->des3) ? 0 : &desc->des2;
	}
}

ALWAYS_INLINE u64 time_of(const struct stmmac_xdp_buff *ctx, const u32 *stamp)
{
	return stamp[0] + stamp[1] * NSEC_PER_SEC - ctx->priv->plat->cdc_error_adj;
}

/* Unrolled code of GMAC4 calls this for the part that may have to look again. r[1]: whether there is a timestamp. */
KFUNC struct stmmac_xdp_buff *stmmac_context_timestamp(struct stmmac_xdp_buff *ctx)
{
	const u32 *words = gmac4_context(ctx->ndesc);

	SCRATCH(ctx)->r[0] = words ? time_of(ctx, words) : 0;
	SCRATCH(ctx)->r[1] = words != 0;
	return ctx;
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int stmmac_xdp_rx_timestamp(const struct stmmac_xdp_buff *ctx, u64 *ns)
{
	const u32 *words = stamp(ctx);

	if (!words)
		return -ENODATA;
	*ns = time_of(ctx, words);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 stmmac_rfc_rx_timestamp_supported(const struct stmmac_xdp_buff *ctx)
{
	return !!ctx->priv->hwts_rx_en;
}

KFUNC u64 stmmac_rfc_rx_timestamp(const struct stmmac_xdp_buff *ctx)
{
	const u32 *words = stamp(ctx);

	return words ? time_of(ctx, words) : 0;
}

/* The sk_buff of a packet that the program passed on: from descriptor and frame once more. */

/* Two bytes of the frame, in network order; 0 beyond its end. */
ALWAYS_INLINE be16 frame16(const struct stmmac_xdp_buff *ctx, u32 offset)
{
	const u8 *at = (const u8 *)ctx->xdp.data + offset;

	return at + 2 <= (const u8 *)ctx->xdp.data_end ? at[0] | at[1] << 8 : 0;
}

ALWAYS_INLINE void put_tag(struct sk_buff *skb, be16 proto, u16 tci)
{
	skb->vlan_proto = proto;
	skb->vlan_tci = tci;
	skb->vlan_present = 1;
}

/* The device took the tag out: whichever it was, it is reported as 802.1Q. */
ALWAYS_INLINE void rx_hw_vlan(const struct stmmac_xdp_buff *ctx, struct sk_buff *skb)
{
	u32 rdes3 = ctx->desc->des3;
	u32 type = XGMAC_L2_TYPE(rdes3);
	int valid = ctx->priv->plat->core_type == DWMAC_CORE_XGMAC
			    ? type >= XGMAC_L2_TYPE_VLAN && type <= XGMAC_L2_TYPE_VLAN_LAST
			    : (rdes3 & GMAC4_RDES3_LD) && (rdes3 & GMAC4_RDES3_RS0V);

	if (valid)
		put_tag(skb, cpu_to_be16(ETH_P_8021Q), ctx->desc->des0 & RDES0_VLAN);
}

/* The driver takes the tag out of the sk_buff; the program still had it in the frame. */
ALWAYS_INLINE void rx_vlan(const struct stmmac_xdp_buff *ctx, struct sk_buff *skb)
{
	u64 features = ctx->priv->dev->features;
	be16 proto = frame16(ctx, ETH_PROTO);
	be16 inner = frame16(ctx, ETH_PROTO + VLAN_HLEN);

	if (!(proto == cpu_to_be16(ETH_P_8021Q) && (features & NETIF_F_HW_VLAN_CTAG_RX)) &&
	    !(proto == cpu_to_be16(ETH_P_8021AD) && (features & NETIF_F_HW_VLAN_STAG_RX)))
		return;
	put_tag(skb, proto, be16_to_cpu(frame16(ctx, ETH_PROTO + 2)));
	skb->len -= VLAN_HLEN;
	skb->protocol = be16_to_cpu(inner) >= ETH_P_802_3_MIN ? inner : cpu_to_be16(ETH_P_802_2);
}

ALWAYS_INLINE int zero_copy(const struct stmmac_xdp_buff *ctx)
{
	const char *queue = (const char *)ctx->xdp.rxq - __builtin_offsetof(struct stmmac_rx_queue, xdp_rxq);

	return ((const struct stmmac_rx_queue *)(const void *)queue)->zero_copy != 0;
}

/* Whether the device has said that a checksum is wrong; in zero-copy mode the driver does not look. */
ALWAYS_INLINE int checksum_wrong(const struct stmmac_xdp_buff *ctx)
{
	u32 bits = ctx->desc->des0;

	if (zero_copy(ctx))
		return 0;
	switch (ctx->priv->plat->core_type) {
	case DWMAC_CORE_GMAC4:
		return !!(ctx->desc->des1 & (GMAC4_RDES1_IPHE | GMAC4_RDES1_IPCE));
	case DWMAC_CORE_XGMAC:
		return 0;
	default:
		/* In an extended descriptor two of these bits have another meaning. */
		return (bits & GMAC3_RDES0_FT) && (bits & (GMAC3_RDES0_TSV | GMAC3_RDES0_PCE));
	}
}

ALWAYS_INLINE void rx_hash(const struct stmmac_xdp_buff *ctx, struct sk_buff *skb)
{
	u32 rdes3 = ctx->desc->des3;
	u32 type = XGMAC_L34_TYPE(rdes3);

	if (ctx->priv->plat->core_type != DWMAC_CORE_XGMAC || !(rdes3 & XGMAC_RDES3_RSV))
		return;
	skb->hash = ctx->desc->des1;
	skb->l4_hash = type == XGMAC_IPV4_TCP || type == XGMAC_IPV4_UDP || type == XGMAC_IPV6_TCP || type == XGMAC_IPV6_UDP;
}

KFUNC int stmmac_build_rx_skb(const struct stmmac_xdp_buff *ctx, struct sk_buff *skb)
{
	const u32 *words = stamp(ctx);

	if (words)
		skb->hwtstamp = time_of(ctx, words);
	if (ctx->priv->hw->hw_vlan_en)
		rx_hw_vlan(ctx, skb);
	else
		rx_vlan(ctx, skb);
	/* The engine looks at frames whose type is IP at once, without a tag that is still there. */
	skb->ip_summed = CHECKSUM_NONE;
	if (ctx->priv->hw->rx_csum && !checksum_wrong(ctx) &&
	    (skb->protocol == cpu_to_be16(ETH_P_IP) || skb->protocol == cpu_to_be16(ETH_P_IPV6)))
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	rx_hash(ctx, skb);
	skb->queue_mapping = ctx->xdp.rxq->queue_index + 1;
	return 0;
}
