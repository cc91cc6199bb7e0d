// SPDX-License-Identifier: Apache-2.0
/*
 * A router: asks the kernel's routing tables where a packet goes, rewrites the Ethernet header and sends it there. What the tables
 * do not answer goes to the stack, which may ask for a neighbour's address or send an ICMP error. Counts the answers.
 */
#include "xdpscope_bpf.h"

enum { AF_INET = 2, AF_INET6 = 10 };
enum { SUCCESS, BLACKHOLE, UNREACHABLE, PROHIBIT, ANSWERS = 10 };

struct iphdr {
	u8 version_ihl;
	u8 tos;
	be16 tot_len;
	be16 id;
	be16 frag_off;
	u8 ttl;
	u8 protocol;
	u16 check;
	be32 saddr;
	be32 daddr;
};

struct ipv6hdr {
	be32 flow;
	be16 payload_len;
	u8 nexthdr;
	u8 hop_limit;
	u32 saddr[4];
	u32 daddr[4];
};

/* What bpf_fib_lookup() takes and gives, by place; include/uapi/linux/bpf.h names the members. */
struct bpf_fib_lookup {
	u8 family;
	u8 l4_protocol;
	be16 sport;
	be16 dport;
	u16 tot_len;
	u32 ifindex;
	be32 flowinfo;
	u32 src[4];
	u32 dst[4];
	be16 h_vlan_proto;
	be16 h_vlan_TCI;
	u8 smac[6];
	u8 dmac[6];
};

static long (*const bpf_fib_lookup)(void *ctx, struct bpf_fib_lookup *params, int plen, u32 flags) = (void *)69;
static long (*const bpf_redirect)(u32 ifindex, u64 flags) = (void *)23;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, ANSWERS);
	__type(key, u32);
	__type(value, u64);
} answers SEC(".maps");

static void count(u32 answer)
{
	u64 *packets = bpf_map_lookup_elem(&answers, &answer);

	if (packets)
		++*packets;
}

/* One hop less: the checksum is a sum in ones' complement, so that it grows by what the header loses. */
static void one_hop(struct iphdr *ip)
{
	u32 check = ip->check + bpf_htons(0x0100);

	ip->check = check + (check >= 0xffff);
	ip->ttl--;
}

SEC("xdp")
int router(struct xdp_md *ctx)
{
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = (void *)(long)ctx->data;
	struct iphdr *ip = (void *)(eth + 1);
	struct ipv6hdr *ip6 = (void *)(eth + 1);
	struct bpf_fib_lookup fib = { .ifindex = ctx->ingress_ifindex };
	long answer;

	if ((void *)(eth + 1) > end)
		return XDP_DROP;
	if (eth->proto == bpf_htons(ETH_P_IP)) {
		if ((void *)(ip + 1) > end || ip->ttl <= 1)
			return XDP_PASS;
		fib.family = AF_INET;
		fib.flowinfo = ip->tos;
		fib.l4_protocol = ip->protocol;
		fib.tot_len = bpf_ntohs(ip->tot_len);
		fib.src[0] = ip->saddr;
		fib.dst[0] = ip->daddr;
	} else if (eth->proto == bpf_htons(ETH_P_IPV6)) {
		if ((void *)(ip6 + 1) > end || ip6->hop_limit <= 1)
			return XDP_PASS;
		fib.family = AF_INET6;
		fib.l4_protocol = ip6->nexthdr;
		fib.tot_len = bpf_ntohs(ip6->payload_len) + sizeof(*ip6);
		__builtin_memcpy(fib.src, ip6->saddr, sizeof(fib.src));
		__builtin_memcpy(fib.dst, ip6->daddr, sizeof(fib.dst));
	} else {
		return XDP_PASS;
	}

	answer = bpf_fib_lookup(ctx, &fib, sizeof(fib), 0);
	if (answer < 0)
		return XDP_ABORTED;
	count(answer);
	if (answer == BLACKHOLE || answer == UNREACHABLE || answer == PROHIBIT)
		return XDP_DROP;
	if (answer != SUCCESS)
		return XDP_PASS;

	if (eth->proto == bpf_htons(ETH_P_IP))
		one_hop(ip);
	else
		ip6->hop_limit--;
	__builtin_memcpy(eth, fib.dmac, sizeof(fib.dmac));
	__builtin_memcpy((u8 *)eth + sizeof(fib.dmac), fib.smac, sizeof(fib.smac));
	return bpf_redirect(fib.ifindex, 0);
}
