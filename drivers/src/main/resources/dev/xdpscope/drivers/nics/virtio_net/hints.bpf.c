// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of virtio_net as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"

/* What the device writes in front of the frame, little endian. The fields from hash_value_lo on are there only as negotiated. */
struct virtio_net_hdr_v1_hash {
	u8 flags;
	u8 gso_type;
	u16 hdr_len;
	u16 gso_size;
	u16 csum_start;
	u16 csum_offset;
	u16 num_buffers;
	u16 hash_value_lo;
	u16 hash_value_hi;
	u16 hash_report;
	u16 padding;
};

_Static_assert(sizeof(struct virtio_net_hdr_v1_hash) == 20, "virtio_net_hdr_v1_hash");
_Static_assert(__builtin_offsetof(struct virtio_net_hdr_v1_hash, hash_value_lo) == 12, "hash_value_lo");

#define REPORTS 10

/* An element of the used ring: what the device writes into the ring for a received packet. */
struct used_elem {
	u32 id;
	u32 len;
};

struct virtnet_info {
	u8 has_rss;
	u8 has_rss_hash_report;
	u8 hdr_len; /* what the negotiated features make of it: 12, 20 or 24 */
	u8 __unused[5];
};

/* The driver's private data follows the net_device. */
struct virtnet_netdev {
	struct net_device dev;
	struct virtnet_info info;
};

struct receive_queue {
	struct xdp_rxq_info xdp_rxq;
	u8 data_valid; /* the header's flag, saved before the program runs */
	u8 __unused[7];
};

DESCRIBE(virtio_net_hdr_v1_hash);
DESCRIBE(used_elem);
DESCRIBE(virtnet_netdev);
DESCRIBE(receive_queue);

static const u16 rss_types[REPORTS] = {
	[1] = XDP_RSS_TYPE_L3_IPV4,
	[2] = XDP_RSS_TYPE_L4_IPV4_TCP,
	[3] = XDP_RSS_TYPE_L4_IPV4_UDP,
	[4] = XDP_RSS_TYPE_L3_IPV6,
	[5] = XDP_RSS_TYPE_L4_IPV6_TCP,
	[6] = XDP_RSS_TYPE_L4_IPV6_UDP,
	[7] = XDP_RSS_TYPE_L3_IPV6_EX,
	[8] = XDP_RSS_TYPE_L4_IPV6_TCP_EX,
	[9] = XDP_RSS_TYPE_L4_IPV6_UDP_EX,
};

ALWAYS_INLINE int has_hash(const struct xdp_buff *xdp)
{
	return !!(xdp->rxq->dev->features & NETIF_F_RXHASH);
}

/* Where the header is if nobody has moved the frame's start: the only pointer to it is made of data. */
ALWAYS_INLINE const struct virtio_net_hdr_v1_hash *header(const struct xdp_buff *xdp)
{
	const struct virtnet_netdev *netdev = (const void *)xdp->rxq->dev;

	return xdp->data - netdev->info.hdr_len;
}

ALWAYS_INLINE u32 hash_value(const struct virtio_net_hdr_v1_hash *hdr)
{
	return (u32)hdr->hash_value_hi << 16 | hdr->hash_value_lo;
}

ALWAYS_INLINE u32 rss_type(const struct virtio_net_hdr_v1_hash *hdr)
{
	u32 report = hdr->hash_report;

	return report < REPORTS ? rss_types[report] : XDP_RSS_TYPE_NONE;
}

/* Mainline: 0 and a value, or a negative errno. That there is a hash in the header is not asked. */
KFUNC int virtnet_xdp_rx_hash(const struct xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	if (!has_hash(ctx))
		return -ENODATA;

	const struct virtio_net_hdr_v1_hash *hdr = header(ctx);

	*type = rss_type(hdr);
	*hash = hash_value(hdr);
	return 0;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 virtnet_rfc_rx_hash_supported(const struct xdp_buff *ctx)
{
	return has_hash(ctx);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 virtnet_rfc_rx_hash(const struct xdp_buff *ctx)
{
	return has_hash(ctx) ? (u64)rss_type(header(ctx)) << 32 | hash_value(header(ctx)) : 0;
}

/*
 * The sk_buff of a packet that the program passed on. The driver takes the hash from a copy of the header that it makes only
 * where no program runs, so here there is none. Of the flags it has kept what the program may have overwritten.
 */
KFUNC int virtnet_build_skb(const struct xdp_buff *ctx, struct sk_buff *skb)
{
	const struct receive_queue *rq = (const void *)ctx->rxq;

	skb->queue_mapping = ctx->rxq->queue_index + 1;
	skb->ip_summed = rq->data_valid ? CHECKSUM_UNNECESSARY : CHECKSUM_NONE;
	return 0;
}
