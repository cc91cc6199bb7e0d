// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of mlx4 as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"
#include "../include/xdpscope_scratch.h"

/* Completion queue entry, 32 bytes, big endian. */
struct mlx4_cqe {
	be32 vlan_my_qpn;
	be32 immed_rss_invalid;
	be32 g_mlpath_rqpn;
	be16 sl_vid;
	be16 rlid;
	be16 status;
	u8 ipv6_ext_mask;
	u8 badfcs_enc;
	be32 byte_cnt;
	be16 wqe_index;
	be16 checksum;
	u8 rsvd28[3];
	u8 owner_sr_opcode;
};

/* The same entry of a queue that time-stamps: the time stands where the VLAN tag would be, and in the last bytes but one. */
struct mlx4_ts_cqe {
	be32 vlan_my_qpn;
	be32 immed_rss_invalid;
	be32 g_mlpath_rqpn;
	be32 timestamp_hi;
	be16 status;
	u8 ipv6_ext_mask;
	u8 badfcs_enc;
	be32 byte_cnt;
	be16 wqe_index;
	be16 checksum;
	u8 rsvd28;
	be16 timestamp_lo;
	u8 owner_sr_opcode;
} __attribute__((packed));

_Static_assert(sizeof(struct mlx4_cqe) == 32, "mlx4_cqe");
_Static_assert(sizeof(struct mlx4_ts_cqe) == 32, "mlx4_ts_cqe");
_Static_assert(__builtin_offsetof(struct mlx4_ts_cqe, timestamp_lo) == 29, "mlx4_ts_cqe.timestamp_lo");

/* vlan_my_qpn */
#define CQE_SVLAN_PRESENT (1u << 30)
#define CQE_CVLAN_PRESENT (1u << 29)

/* status */
#define CQE_IPV4 (1 << 6)
#define CQE_IPV4F (1 << 7)
#define CQE_IPV6 (1 << 8)
#define CQE_TCP (1 << 10)
#define CQE_UDP (1 << 11)
#define CQE_IPOK (1 << 12)

#define CHECKSUM_RIGHT 0xffff

/* Parts of enum xdp_rss_hash_type that mlx4 puts together by itself (include/net/xdp.h). */
#define RSS_L3_DYNHDR 0x004
#define RSS_L4_TCP 0x010
#define RSS_L4_UDP 0x020

/* Bit numbers: the enum in include/linux/netdev_features.h. */
#define NETIF_F_HW_VLAN_STAG_RX (1ULL << 46)

/* The device: both ports share its clock. */
struct mlx4_en_dev {
	struct seqlock clock_lock;
	struct timecounter clock;
};

struct mlx4_en_rx_ring {
	s32 hwtstamp_rx_filter;
	u32 queue_index;
	struct xdp_rxq_info xdp_rxq;
};

struct mlx4_en_xdp_buff {
	struct xdp_buff xdp;
	struct mlx4_cqe *cqe;
	struct mlx4_en_dev *mdev;
	struct mlx4_en_rx_ring *ring;
	struct net_device *dev;
};

_Static_assert(__builtin_offsetof(struct mlx4_en_xdp_buff, cqe) == 56, "mlx4_en_xdp_buff.cqe");

DESCRIBE(mlx4_cqe);
DESCRIBE(mlx4_ts_cqe);
DESCRIBE(mlx4_en_dev);
DESCRIBE(mlx4_en_rx_ring);
DESCRIBE(net_device);
DESCRIBE(xdp_rxq_info);

ALWAYS_INLINE int has_hash(const struct net_device *dev)
{
	return !!(dev->features & NETIF_F_RXHASH);
}

ALWAYS_INLINE int has_timestamp(const struct mlx4_en_rx_ring *ring)
{
	return ring->hwtstamp_rx_filter == HWTSTAMP_FILTER_ALL;
}

/*
 * What headers the packet has, which is not what the hash was computed over. A transport protocol comes without the bit that
 * every hash over ports must have, and UDP takes TCP's place rather than standing beside it.
 */
ALWAYS_INLINE u32 rss_type(const struct mlx4_cqe *cqe)
{
	u16 status = be16_to_cpu(cqe->status);
	u32 type = 0;

	if (status & CQE_TCP)
		type = RSS_L4_TCP;
	if (status & CQE_UDP)
		type = RSS_L4_UDP;
	if (status & (CQE_IPV4 | CQE_IPV4F))
		type |= XDP_RSS_TYPE_L3_IPV4;
	if (status & CQE_IPV6) {
		type |= XDP_RSS_TYPE_L3_IPV6;
		if (cqe->ipv6_ext_mask)
			type |= RSS_L3_DYNHDR;
	}
	return type;
}

/* 48 bits. The upper 32 come one too small when the lower 16 have just wrapped to 0. */
ALWAYS_INLINE u64 cycles(const struct mlx4_cqe *cqe)
{
	const struct mlx4_ts_cqe *stamped = (const struct mlx4_ts_cqe *)cqe;
	u64 lo = be16_to_cpu(stamped->timestamp_lo);
	u64 hi = be32_to_cpu(stamped->timestamp_hi);

	if (lo == 0)
		hi++;
	return hi << 16 | lo;
}

/* The clock may be adjusted by another CPU meanwhile, or read again so that it does not wrap unnoticed. */
ALWAYS_INLINE u64 timestamp(const struct mlx4_en_dev *mdev, const struct mlx4_cqe *cqe)
{
	u64 raw = cycles(cqe);
	u32 start;
	u64 ns;

	do {
		start = read_seqbegin(&mdev->clock_lock);
		ns = timecounter_cyc2time(&mdev->clock, raw);
	} while (read_seqretry(&mdev->clock_lock, start));
	return ns;
}

/* Unrolled code calls this for the part that needs the lock. */
KFUNC struct mlx4_en_xdp_buff *mlx4_en_locked_timestamp(struct mlx4_en_xdp_buff *ctx)
{
	SCRATCH(ctx)->r[0] = timestamp(ctx->mdev, ctx->cqe);
	return ctx;
}

/* Mainline: 0 and a value, or a negative errno. There is no function for the VLAN tag. */

KFUNC int mlx4_en_xdp_rx_timestamp(const struct mlx4_en_xdp_buff *ctx, u64 *ns)
{
	if (!has_timestamp(ctx->ring))
		return -ENODATA;
	*ns = timestamp(ctx->mdev, ctx->cqe);
	return 0;
}

KFUNC int mlx4_en_xdp_rx_hash(const struct mlx4_en_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!has_hash(ctx->dev))
		return -ENODATA;
	*hash = be32_to_cpu(ctx->cqe->immed_rss_invalid);
	*type = rss_type(ctx->cqe);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 mlx4_en_rfc_rx_timestamp_supported(const struct mlx4_en_xdp_buff *ctx)
{
	return has_timestamp(ctx->ring);
}

KFUNC u64 mlx4_en_rfc_rx_timestamp(const struct mlx4_en_xdp_buff *ctx)
{
	return has_timestamp(ctx->ring) ? timestamp(ctx->mdev, ctx->cqe) : 0;
}

KFUNC u64 mlx4_en_rfc_rx_hash_supported(const struct mlx4_en_xdp_buff *ctx)
{
	return has_hash(ctx->dev);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 mlx4_en_rfc_rx_hash(const struct mlx4_en_xdp_buff *ctx)
{
	if (!has_hash(ctx->dev))
		return 0;
	return (u64)rss_type(ctx->cqe) << 32 | be32_to_cpu(ctx->cqe->immed_rss_invalid);
}

/* The sk_buff of a packet that the program passed on: from the CQE once more, whatever the program did. */

/* Right for TCP and UDP only; the other half of the driver's checks is for devices that sum up other protocols too. */
ALWAYS_INLINE int checksum_right(const struct net_device *dev, const struct mlx4_cqe *cqe)
{
	u16 status = be16_to_cpu(cqe->status);

	return (dev->features & NETIF_F_RXCSUM) && (status & (CQE_TCP | CQE_UDP)) && (status & CQE_IPOK) &&
	       be16_to_cpu(cqe->checksum) == CHECKSUM_RIGHT;
}

/* A tag that was not stripped has its bit in the CQE too, so the feature decides. */
ALWAYS_INLINE void set_vlan(const struct net_device *dev, const struct mlx4_cqe *cqe, struct sk_buff *skb)
{
	u32 present = be32_to_cpu(cqe->vlan_my_qpn);
	u16 proto = 0;

	if ((present & CQE_CVLAN_PRESENT) && (dev->features & NETIF_F_HW_VLAN_CTAG_RX))
		proto = ETH_P_8021Q;
	else if ((present & CQE_SVLAN_PRESENT) && (dev->features & NETIF_F_HW_VLAN_STAG_RX))
		proto = ETH_P_8021AD;
	if (proto) {
		skb->vlan_proto = cpu_to_be16(proto);
		skb->vlan_tci = be16_to_cpu(cqe->sl_vid);
		skb->vlan_present = 1;
	}
}

KFUNC int mlx4_en_build_rx_skb(const struct mlx4_en_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct mlx4_cqe *cqe = ctx->cqe;
	const struct net_device *dev = ctx->dev;
	int right = checksum_right(dev, cqe);

	if (has_timestamp(ctx->ring))
		skb->hwtstamp = timestamp(ctx->mdev, cqe);
	skb->queue_mapping = ctx->ring->queue_index + 1;
	skb->ip_summed = right ? CHECKSUM_UNNECESSARY : CHECKSUM_NONE;
	/* Whether the hash covers ports is concluded from the checksum. */
	if (has_hash(dev)) {
		skb->hash = be32_to_cpu(cqe->immed_rss_invalid);
		skb->l4_hash = right;
	}
	set_vlan(dev, cqe, skb);
	return 0;
}
