// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of ice as far as hints go, in our own words; README.md names the kernel files the facts are from.
 */
#include "../include/xdpscope_kernel.h"

/* Flexible write-back descriptor, 32 bytes, little endian. */
struct ice_rx_flex_desc {
	u8 rxdid;
	u8 mir_id_umb_cast;
	u16 ptype_flexi_flags0;
	u16 pkt_len;
	u16 hdr_len_sph_flex_flags1;
	u16 status_error0;
	u16 l2tag1;
	u32 rss_hash;
	u16 status_error1;
	u8 flexi_flags2;
	u8 ts_low;
	u16 l2tag2_1st;
	u16 l2tag2_2nd;
	u32 flow_id;
	u32 ts_high;
};

_Static_assert(sizeof(struct ice_rx_flex_desc) == 32, "ice_rx_flex_desc");

#define RXDID_FLEX_NIC 2
#define PTYPE 0x3ff
#define PTYPES 154
#define TS_VALID 0x01

#define STATUS0_L3L4P (1 << 3)
#define STATUS0_IPE (1 << 4)
#define STATUS0_L4E (1 << 5)
#define STATUS0_EIPE (1 << 6)
#define STATUS0_EUDPE (1 << 7)
#define STATUS0_IPV6EXADD (1 << 9)
#define STATUS0_L2TAG1P (1 << 13)
#define STATUS1_NAT (1 << 4)
#define STATUS1_L2TAG2P (1 << 11)

#define VLAN_VID 0x0fff

/* What a descriptor does not say and all packets of a ring share. */
struct ice_pkt_ctx {
	u64 cached_phctime; /* 0: the clock was not read yet */
	be16 vlan_proto;    /* of stripped tags; 0: none are stripped */
	u16 __unused[3];
};

struct ice_rx_ring {
	struct net_device *netdev;
	struct ice_pkt_ctx pkt_ctx;
	u16 q_index;
	u8 ptp_rx;
	u8 __unused[5];
	struct xdp_rxq_info xdp_rxq;
};

struct ice_xdp_buff {
	struct xdp_buff xdp;
	struct ice_rx_flex_desc *eop_desc;
	const struct ice_pkt_ctx *pkt_ctx;
};

_Static_assert(__builtin_offsetof(struct ice_xdp_buff, eop_desc) == 56, "ice_xdp_buff.eop_desc");

DESCRIBE(ice_rx_flex_desc);
DESCRIBE(ice_rx_ring);
DESCRIBE(net_device);

/* The packet types with one IP header in front of the rest, in the order of their numbers. */
#define BY_PROTOCOL(v)                                                                                          \
	XDP_RSS_TYPE_L3_##v /* fragment */, XDP_RSS_TYPE_L3_##v, XDP_RSS_TYPE_L4_##v##_UDP, XDP_RSS_TYPE_NONE, \
		XDP_RSS_TYPE_L4_##v##_TCP, XDP_RSS_TYPE_L4_##v##_SCTP, XDP_RSS_TYPE_L4_##v##_ICMP
/* The same with IPv4 and with IPv6 behind that header: its version still decides. */
#define BY_INNER(v) BY_PROTOCOL(v), BY_PROTOCOL(v)
/* Plain, then tunnels: IP, GRE or UDP, those with a MAC header, those with a VLAN tag too. */
#define BY_TUNNEL(v)                                                                                            \
	BY_PROTOCOL(v), BY_INNER(v), XDP_RSS_TYPE_L3_##v, BY_INNER(v), XDP_RSS_TYPE_L3_##v, BY_INNER(v),       \
		XDP_RSS_TYPE_L3_##v, BY_INNER(v)

#define FIRST_IPV4 22
#define FIRST_IPV6 88
#define FIRST_TUNNEL 21

static const u16 rss_types[PTYPES] = {
	[FIRST_IPV4] = BY_TUNNEL(IPV4), /* 66 of them */
	BY_TUNNEL(IPV6),
};

ALWAYS_INLINE u32 ptype(const struct ice_rx_flex_desc *desc)
{
	return desc->ptype_flexi_flags0 & PTYPE;
}

ALWAYS_INLINE u32 rss_type(const struct ice_rx_flex_desc *desc)
{
	u32 number = ptype(desc);

	return number < PTYPES ? rss_types[number] : XDP_RSS_TYPE_NONE;
}

/* 0 if there is none: a hash that is 0 looks the same. */
ALWAYS_INLINE u32 rss_hash(const struct ice_rx_flex_desc *desc)
{
	return desc->rxdid == RXDID_FLEX_NIC ? desc->rss_hash : 0;
}

/* The time nearest to a known one that has these low bits. */
ALWAYS_INLINE u64 extend(u64 known, u32 low)
{
	u32 since = low - (u32)known;

	if (since <= 0x7fffffff)
		return known + since;
	return known - ((u32)known - low);
}

/* 0 if there is none. */
ALWAYS_INLINE u64 timestamp(const struct ice_pkt_ctx *pkt_ctx, const struct ice_rx_flex_desc *desc)
{
	u64 known;

	if (!(desc->ts_low & TS_VALID))
		return 0;
	known = READ_ONCE(pkt_ctx->cached_phctime);
	return known ? extend(known, desc->ts_high) : 0;
}

/* 0 if no tag was stripped: a tag with VID, PCP and DEI 0 looks the same. */
ALWAYS_INLINE u16 vlan_tci(const struct ice_rx_flex_desc *desc)
{
	if (desc->status_error0 & STATUS0_L2TAG1P)
		return desc->l2tag1;
	if (desc->status_error1 & STATUS1_L2TAG2P)
		return desc->l2tag2_2nd;
	return 0;
}

ALWAYS_INLINE const struct ice_rx_ring *ring_of(const struct ice_xdp_buff *ctx)
{
	return (const void *)((const char *)ctx->pkt_ctx - __builtin_offsetof(struct ice_rx_ring, pkt_ctx));
}

/* Mainline: 0 and a value, or a negative errno. What was found is written before it is known to be no value. */

KFUNC int ice_xdp_rx_hw_ts(const struct ice_xdp_buff *ctx, u64 *ns)
{
	*ns = timestamp(ctx->pkt_ctx, ctx->eop_desc);
	return *ns ? 0 : -ENODATA;
}

KFUNC int ice_xdp_rx_hash(const struct ice_xdp_buff *ctx, u32 *hash, enum xdp_rss_hash_type *type)
{
	*hash = rss_hash(ctx->eop_desc);
	*type = rss_type(ctx->eop_desc);
	return *hash ? 0 : -ENODATA;
}

KFUNC int ice_xdp_rx_vlan_tag(const struct ice_xdp_buff *ctx, be16 *proto, u16 *tci)
{
	*proto = ctx->pkt_ctx->vlan_proto;
	if (!*proto)
		return -ENODATA;
	*tci = vlan_tci(ctx->eop_desc);
	return *tci ? 0 : -ENODATA;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 ice_rfc_rx_timestamp_supported(const struct ice_xdp_buff *ctx)
{
	return ring_of(ctx)->ptp_rx;
}

KFUNC u64 ice_rfc_rx_timestamp(const struct ice_xdp_buff *ctx)
{
	return timestamp(ctx->pkt_ctx, ctx->eop_desc);
}

/* Nothing that switches hashes off reaches the kfunc. */
KFUNC u64 ice_rfc_rx_hash_supported(const struct ice_xdp_buff *ctx)
{
	(void)ctx;
	return 1;
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 ice_rfc_rx_hash(const struct ice_xdp_buff *ctx)
{
	u32 hash = rss_hash(ctx->eop_desc);

	return hash ? (u64)rss_type(ctx->eop_desc) << 32 | hash : 0;
}

KFUNC u64 ice_rfc_rx_vlan_tag_supported(const struct ice_xdp_buff *ctx)
{
	return !!ctx->pkt_ctx->vlan_proto;
}

/* The TCI in bits 15:0, the protocol in host byte order in bits 31:16; 0 for a frame without tag. */
KFUNC u64 ice_rfc_rx_vlan_tag(const struct ice_xdp_buff *ctx)
{
	be16 proto = ctx->pkt_ctx->vlan_proto;
	u16 tci = vlan_tci(ctx->eop_desc);

	return proto && tci ? (u64)be16_to_cpu(proto) << 16 | tci : 0;
}

/* The sk_buff of a packet that the program passed on: from the descriptor once more, whatever the program did. */

ALWAYS_INLINE int checksums_right(const struct ice_rx_flex_desc *desc)
{
	u16 wrong = STATUS0_L4E;

	if (!(desc->status_error0 & STATUS0_L3L4P))
		return 0;
	wrong |= ptype(desc) < FIRST_IPV6 ? STATUS0_IPE | STATUS0_EIPE : STATUS0_IPV6EXADD;
	if (desc->status_error1 & STATUS1_NAT)
		wrong |= STATUS0_EUDPE;
	return !(desc->status_error0 & wrong);
}

ALWAYS_INLINE void set_checksum(const struct net_device *dev, const struct ice_rx_flex_desc *desc, struct sk_buff *skb)
{
	u32 type = rss_type(desc);
	u32 shape = ptype(desc) - (ptype(desc) < FIRST_IPV6 ? FIRST_IPV4 : FIRST_IPV6);

	skb->ip_summed = CHECKSUM_NONE;
	if (!(dev->features & NETIF_F_RXCSUM) || type == XDP_RSS_TYPE_NONE || !checksums_right(desc))
		return;
	if (shape >= FIRST_TUNNEL)
		skb->csum_level = 1;
	/* TCP, UDP and SCTP; the device does not check ICMP. */
	if ((type & XDP_RSS_TYPE_L4_ANY) && type != XDP_RSS_TYPE_L4_IPV4_ICMP && type != XDP_RSS_TYPE_L4_IPV6_ICMP)
		skb->ip_summed = CHECKSUM_UNNECESSARY;
}

KFUNC int ice_build_rx_skb(const struct ice_xdp_buff *ctx, struct sk_buff *skb)
{
	const struct ice_rx_flex_desc *desc = ctx->eop_desc;
	const struct ice_rx_ring *ring = ring_of(ctx);
	u16 tci = vlan_tci(desc);

	skb->queue_mapping = ring->q_index + 1;
	if ((ring->netdev->features & NETIF_F_RXHASH) && desc->rxdid == RXDID_FLEX_NIC) {
		skb->hash = desc->rss_hash;
		skb->l4_hash = !!(rss_type(desc) & XDP_RSS_TYPE_L4_ANY);
	}
	set_checksum(ring->netdev, desc, skb);
	if (ring->ptp_rx)
		skb->hwtstamp = timestamp(ctx->pkt_ctx, desc);
	/* Not for priority tags, whose VID is 0. */
	if ((tci & VLAN_VID) && ctx->pkt_ctx->vlan_proto) {
		skb->vlan_proto = ctx->pkt_ctx->vlan_proto;
		skb->vlan_tci = tci;
		skb->vlan_present = 1;
	}
	return 0;
}
