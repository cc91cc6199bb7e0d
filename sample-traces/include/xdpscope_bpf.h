/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the samples need of the kernel's interface, so that they build with clang alone. Names and numbers are those of
 * include/uapi/linux/bpf.h and include/net/xdp.h (6.12).
 */
#ifndef XDPSCOPE_BPF_H
#define XDPSCOPE_BPF_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef u16 be16;
typedef u32 be32;

#define SEC(name) __attribute__((section(name), used))
#define __ksym __attribute__((section(".ksyms")))
#define __uint(name, value) int(*name)[value]
#define __type(name, type) typeof(type) *name

#define bpf_htons(x) __builtin_bswap16(x)
#define bpf_ntohs(x) __builtin_bswap16(x)

struct xdp_md {
	u32 data;
	u32 data_end;
	u32 data_meta;
	u32 ingress_ifindex;
	u32 rx_queue_index;
	u32 egress_ifindex;
};

enum xdp_action { XDP_ABORTED, XDP_DROP, XDP_PASS, XDP_TX, XDP_REDIRECT };

enum { BPF_MAP_TYPE_HASH = 1, BPF_MAP_TYPE_ARRAY = 2, BPF_MAP_TYPE_PERCPU_ARRAY = 6 };
enum { BPF_ANY, BPF_NOEXIST, BPF_EXIST };

static void *(*const bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*const bpf_map_update_elem)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static u64 (*const bpf_ktime_get_ns)(void) = (void *)5;
static long (*const bpf_xdp_adjust_meta)(struct xdp_md *ctx, int delta) = (void *)54;

enum xdp_rss_hash_type { XDP_RSS_TYPE_NONE, XDP_RSS_TYPE_L4 = 8 };

#define ETH_P_IP 0x0800
#define ETH_P_8021Q 0x8100
#define ETH_P_8021AD 0x88a8
#define ETH_P_IPV6 0x86dd

struct ethhdr {
	u8 dest[6];
	u8 source[6];
	be16 proto;
} __attribute__((packed));

struct vlanhdr {
	be16 tci;
	be16 proto;
};

/* The kernel lets only programs with one of its words for GPL-compatible licenses call kfuncs. */
char LICENSE[] SEC("license") = "Dual MIT/GPL";

#endif
