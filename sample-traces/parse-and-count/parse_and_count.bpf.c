// SPDX-License-Identifier: Apache-2.0
/*
 * Parses Ethernet, up to two VLAN tags, IPv4 and IPv6, counts packets and bytes by protocol in a hash map, and drops UDP to
 * the port given in .rodata.
 */
#include "xdpscope_bpf.h"

#define IPPROTO_UDP 17
#define MAX_TAGS 2

struct iphdr {
	u8 version_ihl;
	u8 tos;
	be16 tot_len;
	be16 id;
	be16 frag_off;
	u8 ttl;
	u8 protocol;
	be16 check;
	be32 saddr;
	be32 daddr;
};

struct ipv6hdr {
	be32 flow;
	be16 payload_len;
	u8 nexthdr;
	u8 hop_limit;
	u8 saddr[16];
	u8 daddr[16];
};

struct udphdr {
	be16 source;
	be16 dest;
	be16 len;
	be16 check;
};

struct key {
	u16 ethertype;
	u8 protocol;
	u8 tags;
};

struct count {
	u64 packets;
	u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct key);
	__type(value, struct count);
} counts SEC(".maps");

const volatile u16 dropped_port = 4242;
u64 dropped;

static __attribute__((noinline)) int count(struct key *key, u64 bytes)
{
	struct count *seen = bpf_map_lookup_elem(&counts, key);
	if (seen) {
		seen->packets++;
		seen->bytes += bytes;
		return 0;
	}
	struct count first = { .packets = 1, .bytes = bytes };
	return bpf_map_update_elem(&counts, key, &first, BPF_NOEXIST);
}

SEC("xdp")
int parse_and_count(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct key key = {};
	void *next = eth + 1;

	if (next > end)
		return XDP_ABORTED;
	u16 ethertype = bpf_ntohs(eth->proto);
#pragma unroll
	for (int i = 0; i < MAX_TAGS; i++) {
		struct vlanhdr *tag = next;
		if (ethertype != ETH_P_8021Q && ethertype != ETH_P_8021AD)
			break;
		next = tag + 1;
		if (next > end)
			return XDP_ABORTED;
		ethertype = bpf_ntohs(tag->proto);
		key.tags++;
	}
	key.ethertype = ethertype;

	u32 header = 0;
	if (ethertype == ETH_P_IP) {
		struct iphdr *ip = next;
		if ((void *)(ip + 1) > end)
			return XDP_ABORTED;
		key.protocol = ip->protocol;
		header = (ip->version_ihl & 0xf) * 4;
		if (ip->frag_off & bpf_htons(0x1fff))
			header = 0;
	} else if (ethertype == ETH_P_IPV6) {
		struct ipv6hdr *ip = next;
		if ((void *)(ip + 1) > end)
			return XDP_ABORTED;
		key.protocol = ip->nexthdr;
		header = sizeof(*ip);
	}
	count(&key, end - data);

	if (key.protocol == IPPROTO_UDP && header) {
		struct udphdr *udp = next + header;
		if ((void *)(udp + 1) <= end && udp->dest == bpf_htons(dropped_port)) {
			__sync_fetch_and_add(&dropped, 1);
			return XDP_DROP;
		}
	}
	return XDP_PASS;
}
