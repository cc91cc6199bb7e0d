// SPDX-License-Identifier: Apache-2.0
/*
 * The receive path of i40e as far as hints go, in our own words; README.md names the kernel files the facts are from. The
 * driver has no hint kfuncs: those here are what it would have in the generation of the RFC.
 */
#include "../include/xdpscope_native.h"
#include "../include/xdpscope_scratch.h"

/* Receive descriptor as written back, 32 bytes, little endian. */
struct i40e_32byte_rx_desc {
	u16 mirroring_status;
	u16 l2tag1;
	u32 rss;
	u64 status_error_len;
	u16 ext_status;
	u16 rsvd;
	u16 l2tag2_1;
	u16 l2tag2_2;
	u32 flex_bytes_lo;
	u32 fd_id;
};

_Static_assert(sizeof(struct i40e_32byte_rx_desc) == 32, "i40e_32byte_rx_desc");

/* Bits of status_error_len. */
#define STATUS_L2TAG1P (1ULL << 2)
#define STATUS_L3L4P (1ULL << 3)
#define STATUS_TSYNVALID (1ULL << 7)
#define STATUS_FLTSTAT (3ULL << 12) /* both: the hash is one of receive side scaling */
#define STATUS_IPV6EXADD (1ULL << 15)
#define ERROR_IPE (1ULL << 22)
#define ERROR_L4E (1ULL << 23)
#define ERROR_EIPE (1ULL << 24)
#define ERROR_PPRS (1ULL << 26)
#define TSYNINDX_SHIFT 5
#define TSYNINDX 3
#define PTYPE_SHIFT 30
#define PTYPE 0xff

/* The device's timestamp registers from 0x85040 (RXTIME_H) over 0x850c0 (RXTIME_L) to 0x85140 (STAT_1). */
struct i40e_rxtime {
	u32 value;
	u32 __reserved[7];
};

struct i40e_prttsyn {
	struct i40e_rxtime rxtime_h[4];
	struct i40e_rxtime rxtime_l[4];
	u32 stat_1; /* bits 3:0: which pairs hold a time that has not been read */
};

_Static_assert(__builtin_offsetof(struct i40e_prttsyn, rxtime_l) == 0x80, "PRTTSYN_RXTIME_L");
_Static_assert(__builtin_offsetof(struct i40e_prttsyn, stat_1) == 0x100, "PRTTSYN_STAT_1");

struct i40e_pf {
	const struct i40e_prttsyn *hw;
	struct spinlock ptp_rx_lock; /* protects the registers and latch_event_flags */
	u32 latch_event_flags;
	u8 ptp_rx;
	u8 __unused[7];
};

struct i40e_vsi {
	struct i40e_pf *back;
};

struct i40e_ring {
	struct i40e_vsi *vsi;
	struct xdp_rxq_info xdp_rxq;
	u16 queue_index;
	u8 __unused[6];
};

/* Of a driver with kfuncs: today's passes the plain xdp_buff, from which no descriptor can be found. */
struct i40e_xdp_buff {
	struct xdp_buff xdp;
	const struct i40e_32byte_rx_desc *desc;
};

DESCRIBE(i40e_32byte_rx_desc);
DESCRIBE(i40e_prttsyn);
DESCRIBE(i40e_pf);
DESCRIBE(i40e_vsi);
DESCRIBE(i40e_ring);
DESCRIBE(net_device);

enum payload { PAYLOAD_NONE, PAYLOAD_L2, PAYLOAD_L3, PAYLOAD_L4 };

/* What a packet type means. */
struct pt {
	enum xdp_rss_hash_type hash_type;
	u8 payload;
	u8 checked : 1; /* the device checks what is inside */
	u8 outer : 1;   /* and there is an outer header that may have a checksum too */
};

/* The packet types with one IP header in front of the rest, in the order of their numbers; o: behind a GRE or UDP header. */
#define BY_PROTOCOL(v, o)                                               \
	{ XDP_RSS_TYPE_L3_##v, PAYLOAD_L3, 0, o },      /* fragment */  \
	{ XDP_RSS_TYPE_L3_##v, PAYLOAD_L3, 0, o },                      \
	{ XDP_RSS_TYPE_L4_##v##_UDP, PAYLOAD_L4, 1, o },                \
	{ XDP_RSS_TYPE_NONE, PAYLOAD_NONE, 0, 0 },                      \
	{ XDP_RSS_TYPE_L4_##v##_TCP, PAYLOAD_L4, 1, o },                \
	{ XDP_RSS_TYPE_L4_##v##_SCTP, PAYLOAD_L4, 1, o },               \
	{ XDP_RSS_TYPE_L4_##v##_ICMP, PAYLOAD_L4, 1, o }
/* The same with IPv4 and with IPv6 behind that header: its version still decides. */
#define BY_INNER(v, o) BY_PROTOCOL(v, o), BY_PROTOCOL(v, o)
#define TUNNEL(v) { XDP_RSS_TYPE_L3_##v, PAYLOAD_L3, 0, 1 }, BY_INNER(v, 1)
/* Plain, then tunnels: IP, GRE or UDP, those with a MAC header, those with a VLAN tag too. */
#define BY_TUNNEL(v) BY_PROTOCOL(v, 0), BY_INNER(v, 0), TUNNEL(v), TUNNEL(v), TUNNEL(v)

#define L2 { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 0, 0 }
#define L3 { XDP_RSS_TYPE_NONE, PAYLOAD_L3, 0, 0 }
#define PTP { XDP_RSS_TYPE_NONE, PAYLOAD_L2, 1, 0 }

#define FIRST_IPV4 22
#define FIRST_IPV6 88

static const struct pt lookup[PTYPE + 1] = {
	[1] = L2,
	[2] = PTP,
	[3] = L2,
	[6] = L2,
	[7] = L2,
	[10] = L2,
	[12] = L3, L3, L3, L3, L3, L3, L3, L3, L3, L3,
	[FIRST_IPV4] = BY_TUNNEL(IPV4), /* 66 of them */
	BY_TUNNEL(IPV6),
};

ALWAYS_INLINE u32 ptype(const struct i40e_xdp_buff *ctx)
{
	return ctx->desc->status_error_len >> PTYPE_SHIFT & PTYPE;
}

ALWAYS_INLINE const struct i40e_ring *ring_of(const struct i40e_xdp_buff *ctx)
{
	return (const void *)((const char *)ctx->xdp.rxq - __builtin_offsetof(struct i40e_ring, xdp_rxq));
}

ALWAYS_INLINE int switched_on(const struct i40e_xdp_buff *ctx, u64 feature)
{
	return !!(ctx->xdp.rxq->dev->features & feature);
}

ALWAYS_INLINE int has_hash(const struct i40e_xdp_buff *ctx)
{
	return switched_on(ctx, NETIF_F_RXHASH) && lookup[ptype(ctx)].payload != PAYLOAD_NONE &&
	       (ctx->desc->status_error_len & STATUS_FLTSTAT) == STATUS_FLTSTAT;
}

/* Reading the upper half of a time lets the device use the pair of registers again. */
ALWAYS_INLINE u64 read_rxtime(struct i40e_pf *pf, u32 index)
{
	u64 ns = 0;
	u32 low;

	spin_lock(&pf->ptp_rx_lock);
	pf->latch_event_flags = readl(&pf->hw->stat_1);
	if (pf->latch_event_flags & (1U << index)) {
		pf->latch_event_flags &= ~(1U << index);
		low = readl(&pf->hw->rxtime_l[index].value);
		ns = (u64)readl(&pf->hw->rxtime_h[index].value) << 32 | low;
	}
	spin_unlock(&pf->ptp_rx_lock);
	return ns;
}

ALWAYS_INLINE u64 latched(const struct i40e_xdp_buff *ctx)
{
	return read_rxtime(ring_of(ctx)->vsi->back, ctx->desc->status_error_len >> TSYNINDX_SHIFT & TSYNINDX);
}

/* 0 if there is none: not wanted, not taken, or read by somebody else. */
ALWAYS_INLINE u64 timestamp(const struct i40e_xdp_buff *ctx)
{
	return (ctx->desc->status_error_len & STATUS_TSYNVALID) && ring_of(ctx)->vsi->back->ptp_rx ? latched(ctx) : 0;
}

/* Unrolled code calls this for the part that needs the lock and the registers. */
KFUNC struct i40e_xdp_buff *i40e_latched_timestamp(struct i40e_xdp_buff *ctx)
{
	SCRATCH(ctx)->r[0] = latched(ctx);
	return ctx;
}

/* RFC: whether the device has the hint as it is configured, and the value, which is 0 if it has none. */

KFUNC u64 i40e_rfc_rx_timestamp_supported(const struct i40e_xdp_buff *ctx)
{
	return ring_of(ctx)->vsi->back->ptp_rx;
}

KFUNC u64 i40e_rfc_rx_timestamp(const struct i40e_xdp_buff *ctx)
{
	return timestamp(ctx);
}

KFUNC u64 i40e_rfc_rx_hash_supported(const struct i40e_xdp_buff *ctx)
{
	return switched_on(ctx, NETIF_F_RXHASH);
}

/* The hash in bits 31:0, its type in bits 63:32. */
KFUNC u64 i40e_rfc_rx_hash(const struct i40e_xdp_buff *ctx)
{
	return has_hash(ctx) ? (u64)lookup[ptype(ctx)].hash_type << 32 | ctx->desc->rss : 0;
}

KFUNC u64 i40e_rfc_rx_vlan_tag_supported(const struct i40e_xdp_buff *ctx)
{
	return switched_on(ctx, NETIF_F_HW_VLAN_CTAG_RX);
}

/* The tag's control information in bits 15:0, its protocol in bits 31:16. */
KFUNC u64 i40e_rfc_rx_vlan_tag(const struct i40e_xdp_buff *ctx)
{
	return ctx->desc->status_error_len & STATUS_L2TAG1P ? (u64)ETH_P_8021Q << 16 | ctx->desc->l2tag1 : 0;
}

/* The sk_buff of a packet that the program passed on: from descriptor and registers, whatever the program did. */

ALWAYS_INLINE int checksums_right(const struct i40e_xdp_buff *ctx)
{
	u64 status = ctx->desc->status_error_len;
	u32 number = ptype(ctx);

	if (!switched_on(ctx, NETIF_F_RXCSUM) || !lookup[number].checked || !(status & STATUS_L3L4P))
		return 0;
	if (number >= FIRST_IPV4 && number < FIRST_IPV6 && (status & (ERROR_IPE | ERROR_EIPE)))
		return 0;
	if (number >= FIRST_IPV6 && (status & STATUS_IPV6EXADD))
		return 0;
	return !(status & (ERROR_L4E | ERROR_PPRS));
}

KFUNC int i40e_build_rx_skb(const struct i40e_xdp_buff *ctx, struct sk_buff *skb)
{
	u64 ns = timestamp(ctx);

	if (ns)
		skb->hwtstamp = ns;
	if (has_hash(ctx)) {
		skb->hash = ctx->desc->rss;
		skb->l4_hash = lookup[ptype(ctx)].payload == PAYLOAD_L4;
	}
	skb->ip_summed = CHECKSUM_NONE;
	if (checksums_right(ctx)) {
		skb->ip_summed = CHECKSUM_UNNECESSARY;
		skb->csum_level = lookup[ptype(ctx)].outer;
	}
	skb->queue_mapping = ring_of(ctx)->queue_index + 1;
	if (ctx->desc->status_error_len & STATUS_L2TAG1P) {
		skb->vlan_proto = cpu_to_be16(ETH_P_8021Q);
		skb->vlan_tci = ctx->desc->l2tag1;
		skb->vlan_present = 1;
	}
	return 0;
}
