// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of gve as far as hints go, in our own words; README.md names the kernel files the facts are from. DQO and GQI
 * are the driver's two queue formats.
 */
#include "../include/xdpscope_kernel.h"

/* DQO: receive completion, 32 bytes, little endian. */
struct gve_rx_compl_desc_dqo {
	u8 rxdid;
	u8 flags;
	u16 packet_type;
	u16 packet_len;
	u16 header_len;
	u8 status_error0;
	u8 status_error1;
	u8 reserved5;
	u8 ts_sub_nsecs_low;
	u16 buf_id;
	u16 raw_cs;
	u32 hash;
	u32 reserved6;
	u32 reserved7;
	u32 ts;
};

/* GQI: receive descriptor, 64 bytes, big endian. */
struct gve_rx_desc {
	u8 padding[48];
	be32 rss_hash;
	be16 mss;
	be16 reserved;
	u8 hdr_len;
	u8 hdr_off;
	be16 csum;
	be16 len;
	be16 flags_seq;
};

_Static_assert(sizeof(struct gve_rx_compl_desc_dqo) == 32, "gve_rx_compl_desc_dqo");
_Static_assert(sizeof(struct gve_rx_desc) == 64, "gve_rx_desc");

#define DQO_IPV6_EX_ADD 0x02
#define DQO_PACKET_TYPE 0x3ff
#define DQO_L3_L4_PROCESSED 0x08
#define DQO_IP_ERR 0x10
#define DQO_L4_ERR 0x20
#define DQO_EXTERNAL_IP_ERR 0x40
#define DQO_RX_HWTSTAMP_VALID 0x01

#define GQI_FRAG 0x0040
#define GQI_IPV4 0x0080
#define GQI_IPV6 0x0100
#define GQI_TCP 0x0200
#define GQI_UDP 0x0400

enum gve_queue_format { GVE_GQI_RDA_FORMAT = 1, GVE_GQI_QPL_FORMAT, GVE_DQO_RDA_FORMAT, GVE_DQO_QPL_FORMAT };

/* Where the device writes its clock when it is asked to through the admin queue. */
struct gve_nic_ts_report {
	be64 nic_timestamp;
	be64 reserved[4];
};

struct gve_priv {
	struct net_device *dev;
	struct gve_nic_ts_report *nic_ts_report; /* null: the device has no clock for the driver */
	u64 last_sync_nic_counter;
	u32 queue_format;
	struct hwtstamp_config ts_config;
};

struct gve_rx_ring {
	struct gve_priv *gve;
	const struct gve_rx_desc *desc; /* GQI: that of this packet */
	u32 q_num;
	struct xdp_rxq_info xdp_rxq;
};

/* GQI has the xdp_buff alone; both pointers are null there. */
struct gve_xdp_buff {
	struct xdp_buff xdp;
	struct gve_priv *gve;
	const struct gve_rx_compl_desc_dqo *compl_desc;
};

_Static_assert(__builtin_offsetof(struct gve_xdp_buff, gve) == 56, "gve_xdp_buff.gve");

DESCRIBE(gve_rx_compl_desc_dqo);
DESCRIBE(gve_rx_desc);
DESCRIBE(gve_nic_ts_report);
DESCRIBE(gve_priv);
DESCRIBE(gve_rx_ring);
DESCRIBE(net_device);

enum l3_type { L3_UNKNOWN, L3_OTHER, L3_IPV4, L3_IPV6 };
enum l4_type { L4_UNKNOWN, L4_OTHER, L4_TCP, L4_UDP, L4_ICMP, L4_SCTP };

struct gve_ptype {
	u8 l3_type;
	u8 l4_type;
};

#define BY_PROTOCOL(l3)                                                    \
	{ l3, L4_UNKNOWN }, /* fragment */                                 \
	{ l3, L4_UNKNOWN }, /* another protocol */                         \
	{ l3, L4_UDP }, { L3_UNKNOWN, L4_UNKNOWN }, { l3, L4_TCP },        \
	{ l3, L4_SCTP }, { l3, L4_ICMP }

/* As this device has told the driver. */
static const struct gve_ptype ptypes[DQO_PACKET_TYPE + 1] = {
	[22] = BY_PROTOCOL(L3_IPV4),
	[88] = BY_PROTOCOL(L3_IPV6),
};

ALWAYS_INLINE int clock_enabled(const struct gve_priv *gve)
{
	return gve->nic_ts_report != 0;
}

ALWAYS_INLINE int has_timestamp(const struct gve_rx_compl_desc_dqo *desc)
{
	return desc->ts_sub_nsecs_low & DQO_RX_HWTSTAMP_VALID;
}

/* The time nearest to the last reading that has the descriptor's low bits: the difference has a sign. */
ALWAYS_INLINE u64 timestamp(const struct gve_priv *gve, const struct gve_rx_compl_desc_dqo *desc)
{
	u64 last_read = READ_ONCE(gve->last_sync_nic_counter);
	s32 difference = desc->ts - (u32)last_read;

	return last_read + difference;
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int gve_xdp_rx_timestamp(const struct gve_xdp_buff *ctx, u64 *ns)
{
	/* Whether somebody has asked for timestamps by SIOCSHWTSTAMP does not matter here. */
	if (!clock_enabled(ctx->gve) || !has_timestamp(ctx->compl_desc))
		return -ENODATA;
	*ns = timestamp(ctx->gve, ctx->compl_desc);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 gve_rfc_rx_timestamp_supported(const struct gve_xdp_buff *ctx)
{
	return clock_enabled(ctx->gve);
}

KFUNC u64 gve_rfc_rx_timestamp(const struct gve_xdp_buff *ctx)
{
	if (!clock_enabled(ctx->gve) || !has_timestamp(ctx->compl_desc))
		return 0;
	return timestamp(ctx->gve, ctx->compl_desc);
}

/* The sk_buff of a packet that the program passed on: from the descriptor once more, whatever the program did. */

ALWAYS_INLINE int checksums_right(const struct gve_rx_compl_desc_dqo *desc, struct gve_ptype ptype)
{
	u8 status = desc->status_error0;

	if (!(status & DQO_L3_L4_PROCESSED) || (status & DQO_L4_ERR))
		return 0;
	if (ptype.l3_type == L3_IPV4 && (status & (DQO_IP_ERR | DQO_EXTERNAL_IP_ERR)))
		return 0;
	if (ptype.l3_type == L3_IPV6 && (desc->flags & DQO_IPV6_EX_ADD))
		return 0;
	return ptype.l4_type >= L4_TCP;
}

ALWAYS_INLINE void from_dqo(const struct gve_priv *gve, const struct gve_rx_compl_desc_dqo *desc, struct sk_buff *skb)
{
	struct gve_ptype ptype = ptypes[desc->packet_type & DQO_PACKET_TYPE];

	if (gve->dev->features & NETIF_F_RXHASH) {
		skb->hash = desc->hash;
		skb->l4_hash = ptype.l4_type != L4_UNKNOWN;
	}
	skb->ip_summed = CHECKSUM_NONE;
	if ((gve->dev->features & NETIF_F_RXCSUM) && checksums_right(desc, ptype))
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	if (gve->ts_config.rx_filter == HWTSTAMP_FILTER_ALL && has_timestamp(desc))
		skb->hwtstamp = timestamp(gve, desc);
}

ALWAYS_INLINE void from_gqi(const struct gve_priv *gve, const struct gve_rx_desc *desc, struct sk_buff *skb)
{
	u16 flags = be16_to_cpu(desc->flags_seq);

	skb->ip_summed = CHECKSUM_NONE;
	if (gve->dev->features & NETIF_F_RXCSUM) {
		/* The sum stays in network byte order, which is how an sk_buff keeps it. */
		skb->csum = desc->csum;
		if (desc->csum)
			skb->ip_summed = CHECKSUM_COMPLETE;
	}
	if ((gve->dev->features & NETIF_F_RXHASH) && !(flags & GQI_FRAG) && (flags & (GQI_IPV4 | GQI_IPV6))) {
		skb->hash = be32_to_cpu(desc->rss_hash);
		skb->l4_hash = !!(flags & (GQI_TCP | GQI_UDP));
	}
}

KFUNC int gve_build_rx_skb(const struct gve_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct gve_rx_ring *rx =
		(const void *)((const char *)ctx->xdp.rxq - __builtin_offsetof(struct gve_rx_ring, xdp_rxq));
	const struct gve_priv *gve = rx->gve;

	skb->queue_mapping = rx->q_num + 1;
	if (gve->queue_format == GVE_DQO_RDA_FORMAT)
		from_dqo(gve, ctx->compl_desc, skb);
	else
		from_gqi(gve, rx->desc, skb);
	return 0;
}
