/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kernel gives a driver's receive path, for the C that is compiled to BPF in a NIC folder. The declarations are
 * xdpscope's own. Where an offset matters to what a user sees (xdp_buff, xdp_rxq_info, net_device.ifindex) it is that of
 * an x86-64 kernel and is checked below; all other structures have the kernel's field names, not its layout.
 */
#ifndef XDPSCOPE_KERNEL_H
#define XDPSCOPE_KERNEL_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed int s32;
typedef signed long long s64;
typedef u16 be16;
typedef u32 be32;
typedef u64 be64;

/* A function that xdpscope can call by name. Several may share a file. */
#define KFUNC __attribute__((section("kfunc"), used))
/* Has the compiler describe a structure that no function takes as an argument: it leaves those out otherwise. */
#define DESCRIBE(type) struct type *const describe_##type __attribute__((section("types"), used)) = 0
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))

/* Keeps the compiler from moving memory accesses across. */
#define barrier() __asm__ volatile("" ::: "memory")

#define be16_to_cpu(x) __builtin_bswap16(x)
#define be32_to_cpu(x) __builtin_bswap32(x)
#define be64_to_cpu(x) __builtin_bswap64(x)
#define cpu_to_be16(x) __builtin_bswap16(x)
#define cpu_to_be32(x) __builtin_bswap32(x)

#define ENODATA 61
#define EOPNOTSUPP 95

#define NSEC_PER_SEC 1000000000ULL

/* Bit numbers in net_device.features: the enum in include/linux/netdev_features.h, the same in 6.12 and 7.1. */
#define NETIF_F_HW_VLAN_CTAG_RX (1ULL << 8)
#define NETIF_F_RXHASH (1ULL << 39)
#define NETIF_F_RXCSUM (1ULL << 40)

/* include/uapi/linux/net_tstamp.h */
#define HWTSTAMP_FILTER_NONE 0
#define HWTSTAMP_FILTER_ALL 1

struct hwtstamp_config {
	s32 flags;
	s32 tx_type;
	s32 rx_filter;
};

/* include/uapi/linux/if_ether.h */
#define ETH_P_8021Q 0x8100
#define ETH_P_8021AD 0x88a8

/* sk_buff.ip_summed, include/linux/skbuff.h */
#define CHECKSUM_NONE 0
#define CHECKSUM_UNNECESSARY 1
#define CHECKSUM_COMPLETE 2
#define CHECKSUM_PARTIAL 3

/* include/net/xdp.h: what a hash was computed over. */
enum xdp_rss_hash_type {
	XDP_RSS_TYPE_NONE = 0x000,
	XDP_RSS_TYPE_L3_IPV4 = 0x001,
	XDP_RSS_TYPE_L3_IPV6 = 0x002,
	XDP_RSS_TYPE_L3_IPV4_OPT = 0x005,
	XDP_RSS_TYPE_L3_IPV6_EX = 0x006,
	XDP_RSS_TYPE_L4_ANY = 0x008,
	XDP_RSS_TYPE_L4_IPV4_TCP = 0x019,
	XDP_RSS_TYPE_L4_IPV4_UDP = 0x029,
	XDP_RSS_TYPE_L4_IPV4_SCTP = 0x049,
	XDP_RSS_TYPE_L4_IPV4_IPSEC = 0x089,
	XDP_RSS_TYPE_L4_IPV4_ICMP = 0x109,
	XDP_RSS_TYPE_L4_IPV6_TCP = 0x01a,
	XDP_RSS_TYPE_L4_IPV6_UDP = 0x02a,
	XDP_RSS_TYPE_L4_IPV6_SCTP = 0x04a,
	XDP_RSS_TYPE_L4_IPV6_IPSEC = 0x08a,
	XDP_RSS_TYPE_L4_IPV6_ICMP = 0x10a,
	XDP_RSS_TYPE_L4_IPV6_TCP_EX = 0x01e,
	XDP_RSS_TYPE_L4_IPV6_UDP_EX = 0x02e,
	XDP_RSS_TYPE_L4_IPV6_SCTP_EX = 0x04e,
};

/* The interface. Only the offset of ifindex is a kernel's (6.18, x86-64; it depends on the kernel's configuration). */
struct net_device {
	u64 features;
	u32 mtu;
	u32 num_rx_queues;
	u8 dev_addr[6];
	char name[16];
	u8 __unused[186];
	s32 ifindex;
	u32 __unused_end;
};

/* include/net/xdp.h, 7.1. In 6.12 a napi_id stands before frag_size; what is used here has the same place in both. */
struct xdp_mem_info {
	u32 type;
	u32 id;
};

struct xdp_rxq_info {
	struct net_device *dev;
	u32 queue_index;
	u32 reg_state;
	struct xdp_mem_info mem;
	u32 frag_size;
	u32 __unused;
};

struct xdp_txq_info {
	struct net_device *dev;
};

struct xdp_buff {
	void *data;
	void *data_end;
	void *data_meta;
	void *data_hard_start;
	struct xdp_rxq_info *rxq;
	struct xdp_txq_info *txq;
	u32 frame_sz;
	u32 flags;
};

/* What a driver fills in. xdpscope's own layout with the names of include/linux/skbuff.h. */
struct sk_buff {
	u32 len;
	u32 hash;
	u8 l4_hash;
	u8 sw_hash;
	u8 vlan_present; /* a field until 6.1; since then skb_vlan_tag_present() asks whether vlan_proto and vlan_tci are not 0 */
	u8 ip_summed;
	u8 csum_level;
	u8 encapsulation;
	u16 queue_mapping; /* 1 + number of the receive queue; 0: not recorded */
	be16 protocol;
	be16 vlan_proto;
	u16 vlan_tci;
	u16 __unused;
	u32 csum;
	s32 skb_iif;
	u32 mark;
	u32 napi_id;
	u64 hwtstamp; /* skb_shared_info.hwtstamps.hwtstamp, nanoseconds */
};

/* Writers make sequence odd while they write. */
struct seqlock {
	u32 sequence;
};

ALWAYS_INLINE u32 read_seqbegin(const struct seqlock *lock)
{
	u32 sequence;

	do {
		sequence = READ_ONCE(lock->sequence);
	} while (sequence & 1);
	barrier();
	return sequence;
}

ALWAYS_INLINE int read_seqretry(const struct seqlock *lock, u32 start)
{
	barrier();
	return READ_ONCE(lock->sequence) != start;
}

/* A counter of cycles as nanoseconds: include/linux/timecounter.h, both structures of it in one. */
struct timecounter {
	u64 mask;       /* the counter's bits */
	u32 mult;       /* nanoseconds are cycles * mult >> shift */
	u32 shift;
	u64 cycle_last; /* counter at the last reading */
	u64 nsec;       /* time at the last reading */
	u64 frac;       /* what the last reading left over, in 2^-shift ns */
};

/* The time of a counter value from before or after the last reading. */
ALWAYS_INLINE u64 timecounter_cyc2time(const struct timecounter *tc, u64 cycles)
{
	u64 since = (cycles - tc->cycle_last) & tc->mask;

	if (since <= tc->mask / 2)
		return tc->nsec + ((since * tc->mult + tc->frac) >> tc->shift);

	/* More than half of the range ahead: it is behind. */
	u64 before = (tc->cycle_last - cycles) & tc->mask;

	return tc->nsec - ((before * tc->mult - tc->frac) >> tc->shift);
}

_Static_assert(sizeof(struct xdp_buff) == 56, "xdp_buff");
_Static_assert(__builtin_offsetof(struct xdp_buff, rxq) == 32, "xdp_buff.rxq");
_Static_assert(__builtin_offsetof(struct xdp_buff, frame_sz) == 48, "xdp_buff.frame_sz");
_Static_assert(__builtin_offsetof(struct xdp_rxq_info, queue_index) == 8, "xdp_rxq_info.queue_index");
_Static_assert(__builtin_offsetof(struct net_device, ifindex) == 224, "net_device.ifindex");

#endif
