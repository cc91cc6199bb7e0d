// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of mlx5 as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"
#include "../include/xdpscope_scratch.h"

/* Completion queue entry, 64 bytes, big endian; of what may stand in the first 12 bytes nothing is used here. */
struct mlx5_cqe64 {
	u8 tls_outer_l3_tunneled;
	u8 rsvd0;
	be16 wqe_id;
	u8 lro_flags;
	u8 lro_min_ttl;
	be16 lro_tcp_win;
	be32 lro_ack_seq_num;
	be32 rss_hash_result;
	u8 rss_hash_type;
	u8 ml_path;
	be16 rsvd18;
	be16 check_sum;
	be16 slid;
	be32 flags_rqpn;
	u8 hds_ip_ext;
	u8 l4_l3_hdr_type;
	be16 vlan_info;
	be32 srqn;
	be32 ft_metadata;
	be32 rsvd40;
	be32 byte_cnt;
	be32 timestamp_h;
	be32 timestamp_l;
	be32 sop_drop_qpn;
	be16 wqe_counter;
	u8 signature;
	u8 op_own;
};

_Static_assert(sizeof(struct mlx5_cqe64) == 64, "mlx5_cqe64");

#define CQE_OUTER_L3_TUNNELED 0x01
#define CQE_VLAN 0x01
#define CQE_L3_OK 0x02
#define CQE_L4_OK 0x04
#define CQE_RSS_L3 0x0c
#define CQE_RSS_L4 0xc0
#define MLX5E_TC_FLOW_ID_MASK 0xffff

struct mlx5_timer {
	struct timecounter tc;
};

struct mlx5_clock {
	struct seqlock lock;
	struct mlx5_timer timer;
};

/* A receive queue. The kernel keeps a function pointer, ptp_cyc2time, where this has real_time. */
struct mlx5e_rq {
	struct net_device *netdev;
	struct mlx5_clock *clock;
	struct hwtstamp_config *tstamp;
	u32 ix;
	u64 real_time;
	struct xdp_rxq_info xdp_rxq;
};

struct mlx5e_xdp_buff {
	struct xdp_buff xdp;
	struct mlx5_cqe64 *cqe;
	struct mlx5e_rq *rq;
};

_Static_assert(__builtin_offsetof(struct mlx5e_xdp_buff, cqe) == 56, "mlx5e_xdp_buff.cqe");

DESCRIBE(mlx5_cqe64);
DESCRIBE(mlx5_clock);
DESCRIBE(mlx5e_rq);
DESCRIBE(net_device);
DESCRIBE(hwtstamp_config);
DESCRIBE(xdp_rxq_info);

/* By type bits 3:2 (L3) as they stand and bits 7:6 (L4) below them. */
static const enum xdp_rss_hash_type rss_types[16] = {
	[4] = XDP_RSS_TYPE_L3_IPV4,
	[5] = XDP_RSS_TYPE_L4_IPV4_TCP,
	[6] = XDP_RSS_TYPE_L4_IPV4_UDP,
	[7] = XDP_RSS_TYPE_L4_IPV4_IPSEC,
	[8] = XDP_RSS_TYPE_L3_IPV6,
	[9] = XDP_RSS_TYPE_L4_IPV6_TCP,
	[10] = XDP_RSS_TYPE_L4_IPV6_UDP,
	[11] = XDP_RSS_TYPE_L4_IPV6_IPSEC,
};

ALWAYS_INLINE enum xdp_rss_hash_type rss_type(const struct mlx5_cqe64 *cqe)
{
	return rss_types[(cqe->rss_hash_type & CQE_RSS_L3) | (cqe->rss_hash_type >> 6)];
}

ALWAYS_INLINE int has_hash(const struct net_device *dev)
{
	return !!(dev->features & NETIF_F_RXHASH);
}

ALWAYS_INLINE int has_timestamp(const struct mlx5e_rq *rq)
{
	return rq->tstamp->rx_filter == HWTSTAMP_FILTER_ALL;
}

ALWAYS_INLINE int has_vlan(const struct mlx5_cqe64 *cqe)
{
	return cqe->l4_l3_hdr_type & CQE_VLAN;
}

/* The device counts seconds and nanoseconds. */
ALWAYS_INLINE u64 real_time(u64 raw)
{
	return (raw >> 32) * NSEC_PER_SEC + (raw & 0xffffffff);
}

/* The device counts cycles, and the clock may be adjusted by another CPU meanwhile. */
ALWAYS_INLINE u64 free_running(const struct mlx5_clock *clock, u64 raw)
{
	u32 start;
	u64 ns;

	do {
		start = read_seqbegin(&clock->lock);
		ns = timecounter_cyc2time(&clock->timer.tc, raw);
	} while (read_seqretry(&clock->lock, start));
	return ns;
}

ALWAYS_INLINE u64 raw_timestamp(const struct mlx5_cqe64 *cqe)
{
	return (u64)be32_to_cpu(cqe->timestamp_h) << 32 | be32_to_cpu(cqe->timestamp_l);
}

ALWAYS_INLINE u64 timestamp(const struct mlx5e_rq *rq, const struct mlx5_cqe64 *cqe)
{
	u64 raw = raw_timestamp(cqe);

	return rq->real_time ? real_time(raw) : free_running(rq->clock, raw);
}

/* Unrolled code calls this for the part that needs the lock. */
KFUNC struct mlx5e_xdp_buff *mlx5e_free_running_timestamp(struct mlx5e_xdp_buff *ctx)
{
	SCRATCH(ctx)->r[0] = free_running(ctx->rq->clock, raw_timestamp(ctx->cqe));
	return ctx;
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int mlx5e_xdp_rx_timestamp(const struct mlx5e_xdp_buff *ctx, u64 *ns)
{
	if (!has_timestamp(ctx->rq))
		return -ENODATA;
	*ns = timestamp(ctx->rq, ctx->cqe);
	return 0;
}

KFUNC int mlx5e_xdp_rx_hash(const struct mlx5e_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!has_hash(ctx->xdp.rxq->dev))
		return -ENODATA;
	*hash = be32_to_cpu(ctx->cqe->rss_hash_result);
	*type = rss_type(ctx->cqe);
	return 0;
}

KFUNC int mlx5e_xdp_rx_vlan_tag(const struct mlx5e_xdp_buff *ctx, be16 *proto, u16 *tci)
{
	if (!has_vlan(ctx->cqe))
		return -ENODATA;
	*proto = cpu_to_be16(ETH_P_8021Q);
	*tci = be16_to_cpu(ctx->cqe->vlan_info);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 mlx5e_rfc_rx_timestamp_supported(const struct mlx5e_xdp_buff *ctx)
{
	return has_timestamp(ctx->rq);
}

KFUNC u64 mlx5e_rfc_rx_timestamp(const struct mlx5e_xdp_buff *ctx)
{
	return has_timestamp(ctx->rq) ? timestamp(ctx->rq, ctx->cqe) : 0;
}

KFUNC u64 mlx5e_rfc_rx_hash_supported(const struct mlx5e_xdp_buff *ctx)
{
	return has_hash(ctx->xdp.rxq->dev);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 mlx5e_rfc_rx_hash(const struct mlx5e_xdp_buff *ctx)
{
	if (!has_hash(ctx->xdp.rxq->dev))
		return 0;
	return (u64)rss_type(ctx->cqe) << 32 | be32_to_cpu(ctx->cqe->rss_hash_result);
}

KFUNC u64 mlx5e_rfc_rx_vlan_tag_supported(const struct mlx5e_xdp_buff *ctx)
{
	return !!(ctx->xdp.rxq->dev->features & NETIF_F_HW_VLAN_CTAG_RX);
}

/* The TCI in bits 15:0, the protocol in host byte order in bits 31:16; 0 for a frame without tag. */
KFUNC u64 mlx5e_rfc_rx_vlan_tag(const struct mlx5e_xdp_buff *ctx)
{
	if (!has_vlan(ctx->cqe))
		return 0;
	return (u64)ETH_P_8021Q << 16 | be16_to_cpu(ctx->cqe->vlan_info);
}

/* The sk_buff of a packet that the program passed on: from the CQE once more, whatever the program did. */

ALWAYS_INLINE void set_checksum(const struct mlx5e_rq *rq, const struct mlx5_cqe64 *cqe, struct sk_buff *skb)
{
	u8 both = CQE_L3_OK | CQE_L4_OK;

	skb->ip_summed = CHECKSUM_NONE;
	if (!(rq->netdev->features & NETIF_F_RXCSUM))
		return;
	/* A queue with an XDP program never uses check_sum: the program may have changed the packet. */
	if ((cqe->hds_ip_ext & both) != both)
		return;
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	if (cqe->tls_outer_l3_tunneled & CQE_OUTER_L3_TUNNELED) {
		skb->csum_level = 1;
		skb->encapsulation = 1;
	}
}

KFUNC int mlx5e_build_rx_skb(const struct mlx5e_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct mlx5_cqe64 *cqe = ctx->cqe;
	const struct mlx5e_rq *rq = ctx->rq;

	if (has_timestamp(rq))
		skb->hwtstamp = timestamp(rq, cqe);
	skb->queue_mapping = rq->ix + 1;
	if (has_hash(rq->netdev)) {
		skb->hash = be32_to_cpu(cqe->rss_hash_result);
		skb->l4_hash = !!(cqe->rss_hash_type & CQE_RSS_L4);
	}
	if (has_vlan(cqe)) {
		skb->vlan_proto = cpu_to_be16(ETH_P_8021Q);
		skb->vlan_tci = be16_to_cpu(cqe->vlan_info);
		skb->vlan_present = 1;
	}
	skb->mark = be32_to_cpu(cqe->sop_drop_qpn) & MLX5E_TC_FLOW_ID_MASK;
	set_checksum(rq, cqe, skb);
	return 0;
}
