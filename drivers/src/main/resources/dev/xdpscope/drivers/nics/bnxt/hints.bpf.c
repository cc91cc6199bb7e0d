// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of bnxt as far as hints go, in our own words; README.md names the kernel files the facts are from. Two ages of
 * the driver are here: that of 2022, for which the RFC series was written, and today's.
 */
#include "../include/xdpscope_native.h"
#include "../include/xdpscope_scratch.h"

/* include/linux/netdev_features.h */
#define NETIF_F_HW_VLAN_STAG_RX (1ULL << 46)

/* A packet's two completions, 16 bytes each, little endian. */
struct rx_cmp {
	u32 rx_cmp_len_flags_type;
	u32 rx_cmp_opaque;
	u32 rx_cmp_misc_v1;
	u32 rx_cmp_rss_hash;
};

struct rx_cmp_ext {
	u32 rx_cmp_flags2;
	u32 rx_cmp_meta_data;
	u32 rx_cmp_cfa_code_errors_v2;
	u32 rx_cmp_timestamp;
};

_Static_assert(sizeof(struct rx_cmp) == 16, "rx_cmp");
_Static_assert(sizeof(struct rx_cmp_ext) == 16, "rx_cmp_ext");

#define CMP_TYPE_RX_L2 17
#define CMP_TYPE_RX_L2_V3 23

#define RSS_VALID (1 << 10)
#define PKT_METADATA_PRESENT (1 << 11)
#define ITYPE(flags) ((flags) >> 12 & 0xf)
#define ITYPE_TCP 2
#define ITYPE_UDP 3
#define ITYPE_ICMP 7
#define ITYPE_PTP_W_TS 9

/* In misc_v1. Which bits hold the operation of V3 depends on a capability of the firmware. */
#define RSS_PROFILE(misc) ((misc) >> 9 & 0x1f)
#define V3_EXT_OP_LEGACY(misc) ((misc) >> 12 & 0xf)
#define V3_EXT_OP_NEW(misc) ((misc) >> 8 & 0xf)
#define V3_TPID_SELECT(misc) ((misc) >> 28 & 7)
#define V3_TPID_8021AD 0
#define V3_TPID_8021Q 1
#define V3_VLAN_VALID (1u << 31)

/* In flags2. */
#define L4_CS_CALC (1 << 1)
#define T_L4_CS_CALC (1 << 3)
#define META_FORMAT_VLAN (1 << 4)
#define IP_TYPE_IPV6 (1 << 8)

/* In cfa_code_errors_v2. */
#define L4_CS_ERROR (1 << 5)
#define T_L4_CS_ERROR (1 << 7)

#define CHIP_P5_PLUS 1
#define RSS_CAP_RSS_TCAM (1 << 3)

/* The PHC counts 48 bits, of which a completion has 32. */
#define LOW_BITS 0xffffffffULL
#define HIGH_BITS 0xffff00000000ULL
#define OLD_TIME_SHIFT 24

/* The lock and old_time of the same names in the kernel have become another kind of lock, and less of the time. */
struct bnxt_ptp_cfg {
	struct timecounter tc;
	u64 old_time;                /* 2022: the counter one to two seconds ago */
	u32 old_time_high;           /* today: the same without its low 24 bits */
	struct spinlock ptp_lock;    /* 2022 */
	struct seqlock ptp_seqlock;  /* today */
};

struct bnxt {
	struct bnxt_ptp_cfg *ptp_cfg; /* null: the device has no PTP */
	u32 flags;
	u32 rss_cap;
	u8 ptp_all_rx_tstamp;
	u8 driver_of_2022; /* not in the kernel: which of the two ages this is */
};

/* The driver's part of an interface lies behind the core's. */
struct bnxt_netdev {
	struct net_device dev;
	struct bnxt priv;
};

struct bnxt_rx_ring_info {
	struct xdp_rxq_info xdp_rxq;
};

struct bnxt_xdp_buff {
	struct xdp_buff xdp;
	const struct rx_cmp *rxcmp;
	const struct rx_cmp_ext *rxcmp1;
	u8 cmp_type;
	struct bnxt *bp; /* in 2022 only, and the time's sole way to the device */
};

_Static_assert(__builtin_offsetof(struct bnxt_xdp_buff, rxcmp) == 56, "bnxt_xdp_buff.rxcmp");
_Static_assert(__builtin_offsetof(struct bnxt_xdp_buff, cmp_type) == 72, "bnxt_xdp_buff.cmp_type");

DESCRIBE(rx_cmp);
DESCRIBE(rx_cmp_ext);
DESCRIBE(bnxt_ptp_cfg);
DESCRIBE(bnxt);
DESCRIBE(bnxt_netdev);
DESCRIBE(bnxt_rx_ring_info);
DESCRIBE(net_device);

ALWAYS_INLINE const struct bnxt *device_of(const struct bnxt_xdp_buff *ctx)
{
	return &((const struct bnxt_netdev *)ctx->xdp.rxq->dev)->priv;
}

ALWAYS_INLINE int has_hash(const struct bnxt_xdp_buff *ctx)
{
	return ctx->rxcmp && (ctx->rxcmp->rx_cmp_len_flags_type & RSS_VALID);
}

/* V3: whether ports or a flow label went into the hash. */
ALWAYS_INLINE int v3_hash_has_l4(const struct bnxt *bp, const struct rx_cmp *rxcmp)
{
	u32 misc = rxcmp->rx_cmp_misc_v1;

	switch (bp->rss_cap & RSS_CAP_RSS_TCAM ? V3_EXT_OP_NEW(misc) : V3_EXT_OP_LEGACY(misc)) {
	case 0: /* inner addresses and ports */
	case 2: /* outer addresses and ports */
	case 8: /* inner addresses and flow label */
	case 10: /* outer addresses and flow label */
		return 1;
	default:
		return 0;
	}
}

ALWAYS_INLINE u32 rss_type(const struct bnxt_xdp_buff *ctx)
{
	u32 l3, flags;

	if (!ctx->rxcmp1)
		return XDP_RSS_TYPE_NONE;
	l3 = ctx->rxcmp1->rx_cmp_flags2 & IP_TYPE_IPV6 ? XDP_RSS_TYPE_L3_IPV6 : XDP_RSS_TYPE_L3_IPV4;
	if (ctx->cmp_type == CMP_TYPE_RX_L2_V3)
		return v3_hash_has_l4(device_of(ctx), ctx->rxcmp) ? l3 | XDP_RSS_TYPE_L4_ANY : l3;
	if (ctx->cmp_type != CMP_TYPE_RX_L2)
		return XDP_RSS_TYPE_NONE;

	/* What the packet is, which need not be what was hashed. */
	flags = ctx->rxcmp->rx_cmp_len_flags_type;
	switch (ITYPE(flags)) {
	case ITYPE_TCP:
		return l3 | (XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4);
	case ITYPE_UDP:
		return l3 | (XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4);
	case ITYPE_ICMP:
		return l3 | (XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4);
	default:
		return l3;
	}
}

/* The counter at the arrival, if that was after the old time and less than 2^32 behind it. */
ALWAYS_INLINE u64 extended(u64 old, u32 low)
{
	u64 cycles = (old & HIGH_BITS) | low;

	return low < (old & LOW_BITS) ? cycles + LOW_BITS + 1 : cycles;
}

ALWAYS_INLINE u64 time_of_2022(struct bnxt_ptp_cfg *ptp, u32 low)
{
	u64 cycles = extended(READ_ONCE(ptp->old_time), low);
	u64 ns;

	spin_lock(&ptp->ptp_lock);
	ns = timecounter_cyc2time(&ptp->tc, cycles);
	spin_unlock(&ptp->ptp_lock);
	return ns;
}

ALWAYS_INLINE u64 time_of_today(const struct bnxt_ptp_cfg *ptp, u32 low)
{
	u64 cycles = extended((u64)READ_ONCE(ptp->old_time_high) << OLD_TIME_SHIFT, low);
	u32 start;
	u64 ns;

	do {
		start = read_seqbegin(&ptp->ptp_seqlock);
		ns = timecounter_cyc2time(&ptp->tc, cycles);
	} while (read_seqretry(&ptp->ptp_seqlock, start));
	return ns;
}

/* 2022 took every packet's word for a time; today 0 and other metadata do not count. PTP packets say so themselves. */
ALWAYS_INLINE int has_timestamp(const struct bnxt *bp, const struct bnxt_xdp_buff *ctx)
{
	u32 flags = ctx->rxcmp->rx_cmp_len_flags_type;

	if (!(bp->flags & CHIP_P5_PLUS) || !bp->ptp_cfg)
		return 0;
	if (ITYPE(flags) == ITYPE_PTP_W_TS)
		return 1;
	if (!bp->ptp_all_rx_tstamp)
		return 0;
	return bp->driver_of_2022 || (ctx->rxcmp1->rx_cmp_timestamp && !(flags & PKT_METADATA_PRESENT));
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int bnxt_xdp_rx_hash(const struct bnxt_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!has_hash(ctx))
		return -ENODATA;
	*hash = ctx->rxcmp->rx_cmp_rss_hash;
	*type = rss_type(ctx);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

/* The series says so of every device, with PTP or without. */
KFUNC u64 bnxt_rfc_rx_timestamp_supported(const struct bnxt_xdp_buff *ctx __attribute__((unused)))
{
	return 1;
}

KFUNC u64 bnxt_rfc_rx_timestamp(const struct bnxt_xdp_buff *ctx)
{
	if (!has_timestamp(ctx->bp, ctx))
		return 0;
	return time_of_2022(ctx->bp->ptp_cfg, ctx->rxcmp1->rx_cmp_timestamp);
}

/* Unrolled code calls this for the part that needs the lock. */
KFUNC struct bnxt_xdp_buff *bnxt_locked_rx_timestamp(struct bnxt_xdp_buff *ctx)
{
	SCRATCH(ctx)->r[0] = time_of_2022(ctx->bp->ptp_cfg, ctx->rxcmp1->rx_cmp_timestamp);
	return ctx;
}

KFUNC u64 bnxt_rfc_rx_hash_supported(const struct bnxt_xdp_buff *ctx __attribute__((unused)))
{
	return 1;
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 bnxt_rfc_rx_hash(const struct bnxt_xdp_buff *ctx)
{
	return has_hash(ctx) ? (u64)rss_type(ctx) << 32 | ctx->rxcmp->rx_cmp_rss_hash : 0;
}

/* The sk_buff of a packet that the program passed on: from the completions once more, whatever the program did. */

ALWAYS_INLINE int hash_has_l4(const struct bnxt *bp, const struct bnxt_xdp_buff *ctx)
{
	u32 profile = RSS_PROFILE(ctx->rxcmp->rx_cmp_misc_v1);
	u32 itype = ITYPE(ctx->rxcmp->rx_cmp_len_flags_type);

	if (bp->driver_of_2022)
		return profile == 1 || profile == 3;
	if (ctx->cmp_type == CMP_TYPE_RX_L2_V3)
		return v3_hash_has_l4(bp, ctx->rxcmp);
	return itype == ITYPE_TCP || itype == ITYPE_UDP;
}

/* The protocol of the tag that was stripped; 0 for none, and for one that the driver does not know. */
ALWAYS_INLINE u16 vlan_protocol(const struct bnxt_xdp_buff *ctx)
{
	u32 misc = ctx->rxcmp->rx_cmp_misc_v1;
	u32 protocol = ctx->rxcmp1->rx_cmp_meta_data >> 16;

	if (ctx->cmp_type == CMP_TYPE_RX_L2_V3) {
		if (!(misc & V3_VLAN_VALID))
			return 0;
		if (V3_TPID_SELECT(misc) == V3_TPID_8021Q)
			return ETH_P_8021Q;
		return V3_TPID_SELECT(misc) == V3_TPID_8021AD ? ETH_P_8021AD : 0;
	}
	if (!(ctx->rxcmp1->rx_cmp_flags2 & META_FORMAT_VLAN))
		return 0;
	return protocol == ETH_P_8021Q || protocol == ETH_P_8021AD ? protocol : 0;
}

ALWAYS_INLINE void set_vlan(const struct net_device *dev, const struct bnxt_xdp_buff *ctx, struct sk_buff *skb)
{
	u16 protocol = vlan_protocol(ctx);

	if (!(dev->features & (NETIF_F_HW_VLAN_CTAG_RX | NETIF_F_HW_VLAN_STAG_RX)) || !protocol)
		return;
	skb->vlan_proto = cpu_to_be16(protocol);
	skb->vlan_tci = ctx->cmp_type == CMP_TYPE_RX_L2_V3 ? ctx->rxcmp1->rx_cmp_cfa_code_errors_v2 >> 16
							    : ctx->rxcmp1->rx_cmp_meta_data;
	skb->vlan_present = 1;
}

/* The verdict on the transport checksum alone: the stack looks at the IP header itself. */
ALWAYS_INLINE void set_checksum(const struct net_device *dev, const struct rx_cmp_ext *rxcmp1, struct sk_buff *skb)
{
	skb->ip_summed = CHECKSUM_NONE;
	if (!(dev->features & NETIF_F_RXCSUM) || !(rxcmp1->rx_cmp_flags2 & (L4_CS_CALC | T_L4_CS_CALC)) ||
	    (rxcmp1->rx_cmp_cfa_code_errors_v2 & (L4_CS_ERROR | T_L4_CS_ERROR)))
		return;
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	skb->csum_level = !!(rxcmp1->rx_cmp_flags2 & T_L4_CS_CALC);
}

KFUNC int bnxt_build_rx_skb(const struct bnxt_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct net_device *dev = ctx->xdp.rxq->dev;
	const struct bnxt *bp = device_of(ctx);

	if (has_hash(ctx)) {
		skb->hash = ctx->rxcmp->rx_cmp_rss_hash;
		skb->l4_hash = hash_has_l4(bp, ctx);
	}
	set_vlan(dev, ctx, skb);
	set_checksum(dev, ctx->rxcmp1, skb);
	if (has_timestamp(bp, ctx)) {
		u32 low = ctx->rxcmp1->rx_cmp_timestamp;

		skb->hwtstamp = bp->driver_of_2022 ? time_of_2022(bp->ptp_cfg, low) : time_of_today(bp->ptp_cfg, low);
	}
	skb->queue_mapping = ctx->xdp.rxq->queue_index + 1;
	return 0;
}
