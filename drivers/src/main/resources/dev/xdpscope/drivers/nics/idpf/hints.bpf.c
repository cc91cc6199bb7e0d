// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of idpf with split queues as far as hints go, in our own words; README.md names the kernel files the facts
 * are from.
 */
#include "../include/xdpscope_kernel.h"

/* Advanced flexible descriptor, profile NIC 3, 32 bytes, little endian. */
struct virtchnl2_rx_flex_desc_adv_nic_3 {
	u8 rxdid_ucast;
	u8 status_err0_qw0;
	u16 ptype_err_fflags0;
	u16 pktlen_gen_bufq_id;
	u16 hdrlen_flags;
	u8 status_err0_qw1;
	u8 status_err1;
	u8 fflags1;
	u8 ts_low;
	u16 buf_id;
	u16 raw_csum;
	u16 hash1;
	u8 hash2;
	u8 hash3;
	u16 l2tag2;
	u16 fmd4;
	u16 l2tag1;
	u16 fmd6;
	u32 ts_high;
};

_Static_assert(sizeof(struct virtchnl2_rx_flex_desc_adv_nic_3) == 32, "virtchnl2_rx_flex_desc_adv_nic_3");

#define QW0_IPV6EXADD 0x02
#define QW1_L3L4P 0x08
#define QW1_IPE 0x10
#define QW1_L4E 0x20
#define QW1_EIPE 0x40
#define PTYPE 0x3ff
#define TS_VALID 0x01

struct idpf_ptp {
	u64 cached_phc_time;
};

struct idpf_rx_queue {
	struct xdp_rxq_info xdp_rxq;
	const u64 *cached_phc_time;
	u32 idx;
	u8 ptp_rx;
	u8 __unused[3];
};

struct libeth_xdp_buff {
	struct xdp_buff base;
	const struct virtchnl2_rx_flex_desc_adv_nic_3 *desc;
};

_Static_assert(__builtin_offsetof(struct libeth_xdp_buff, desc) == 56, "libeth_xdp_buff.desc");

DESCRIBE(virtchnl2_rx_flex_desc_adv_nic_3);
DESCRIBE(idpf_ptp);
DESCRIBE(idpf_rx_queue);
DESCRIBE(net_device);

enum payload { PAYLOAD_NONE, PAYLOAD_L2, PAYLOAD_L3, PAYLOAD_L4 };

/* What a packet type means. */
struct pt {
	u16 hash_type;
	u8 payload;
	u8 checked; /* whether the device checks the transport checksum */
};

#define BY_PROTOCOL(v)                                            \
	{ XDP_RSS_TYPE_L3_##v, PAYLOAD_L3, 0 },  /* fragment */   \
	{ XDP_RSS_TYPE_L3_##v, PAYLOAD_L3, 0 },                   \
	{ XDP_RSS_TYPE_L4_##v##_UDP, PAYLOAD_L4, 1 },             \
	{ XDP_RSS_TYPE_NONE, PAYLOAD_NONE, 0 },                   \
	{ XDP_RSS_TYPE_L4_##v##_TCP, PAYLOAD_L4, 1 },             \
	{ XDP_RSS_TYPE_L4_##v##_SCTP, PAYLOAD_L4, 1 },            \
	{ XDP_RSS_TYPE_L4_##v##_ICMP, PAYLOAD_L4, 0 }

#define FIRST_IPV6 88

/* As this control plane has agreed with the driver: what is not named here has no payload that the driver knows of. */
static const struct pt lookup[PTYPE + 1] = {
	[1] = { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 0 },
	[2] = { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 0 },
	[6] = { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 0 },
	[11] = { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 0 },
	[22] = BY_PROTOCOL(IPV4),
	[FIRST_IPV6] = BY_PROTOCOL(IPV6),
};

ALWAYS_INLINE u32 ptype(const struct libeth_xdp_buff *ctx)
{
	return ctx->desc->ptype_err_fflags0 & PTYPE;
}

ALWAYS_INLINE const struct idpf_rx_queue *queue_of(const struct libeth_xdp_buff *ctx)
{
	return (const void *)((const char *)ctx->base.rxq - __builtin_offsetof(struct idpf_rx_queue, xdp_rxq));
}

ALWAYS_INLINE int hash_switched_on(const struct libeth_xdp_buff *ctx)
{
	return !!(ctx->base.rxq->dev->features & NETIF_F_RXHASH);
}

ALWAYS_INLINE int has_hash(const struct libeth_xdp_buff *ctx)
{
	return hash_switched_on(ctx) && lookup[ptype(ctx)].payload != PAYLOAD_NONE;
}

ALWAYS_INLINE u32 hash_of(const struct virtchnl2_rx_flex_desc_adv_nic_3 *desc)
{
	return desc->hash1 | (u32)desc->hash2 << 16 | (u32)desc->hash3 << 24;
}

ALWAYS_INLINE int has_timestamp(const struct libeth_xdp_buff *ctx)
{
	return queue_of(ctx)->ptp_rx && (ctx->desc->ts_low & TS_VALID);
}

/* The time nearest to the cached one that has the descriptor's low bits. */
ALWAYS_INLINE u64 timestamp(const struct libeth_xdp_buff *ctx)
{
	u64 known = READ_ONCE(*queue_of(ctx)->cached_phc_time);
	u32 since = ctx->desc->ts_high - (u32)known;

	if (since <= 0x7fffffff)
		return known + since;
	return known - ((u32)known - ctx->desc->ts_high);
}

/* Mainline: 0 and a value, or a negative errno. */

KFUNC int idpf_xdpmo_rx_timestamp(const struct libeth_xdp_buff *ctx, u64 *ns)
{
	if (!has_timestamp(ctx))
		return -ENODATA;
	*ns = timestamp(ctx);
	return 0;
}

KFUNC int idpf_xdpmo_rx_hash(const struct libeth_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	u32 value = hash_of(ctx->desc);

	/* 0 counts as no hash. */
	if (!has_hash(ctx) || !value)
		return -ENODATA;
	*hash = value;
	*type = lookup[ptype(ctx)].hash_type;
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 idpf_rfc_rx_timestamp_supported(const struct libeth_xdp_buff *ctx)
{
	return queue_of(ctx)->ptp_rx;
}

KFUNC u64 idpf_rfc_rx_timestamp(const struct libeth_xdp_buff *ctx)
{
	return has_timestamp(ctx) ? timestamp(ctx) : 0;
}

KFUNC u64 idpf_rfc_rx_hash_supported(const struct libeth_xdp_buff *ctx)
{
	return hash_switched_on(ctx);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 idpf_rfc_rx_hash(const struct libeth_xdp_buff *ctx)
{
	u32 value = hash_of(ctx->desc);

	return has_hash(ctx) && value ? (u64)lookup[ptype(ctx)].hash_type << 32 | value : 0;
}

/* The sk_buff of a packet that the program passed on: from the descriptor once more, whatever the program did. */

/* The device says that raw_csum is not valid, so its verdict on the checksums is all there is. */
ALWAYS_INLINE int checksums_right(const struct libeth_xdp_buff *ctx)
{
	u8 status = ctx->desc->status_err0_qw1;

	if (!lookup[ptype(ctx)].checked || !(status & QW1_L3L4P) || (status & QW1_L4E))
		return 0;
	return ptype(ctx) < FIRST_IPV6 ? !(status & (QW1_IPE | QW1_EIPE)) : !(ctx->desc->status_err0_qw0 & QW0_IPV6EXADD);
}

KFUNC int idpf_build_rx_skb(const struct libeth_xdp_buff *ctx, struct sk_buff *skb)
{
	skb->queue_mapping = queue_of(ctx)->idx + 1;
	if (has_hash(ctx)) {
		skb->hash = hash_of(ctx->desc);
		skb->l4_hash = lookup[ptype(ctx)].payload == PAYLOAD_L4;
	}
	skb->ip_summed = CHECKSUM_NONE;
	if ((ctx->base.rxq->dev->features & NETIF_F_RXCSUM) && checksums_right(ctx))
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	if (has_timestamp(ctx))
		skb->hwtstamp = timestamp(ctx);
	return 0;
}
