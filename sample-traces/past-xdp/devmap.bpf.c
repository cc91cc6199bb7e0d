// SPDX-License-Identifier: Apache-2.0
/*
 * Forwards IPv4 by a devmap and IPv6 by the number of a device. The NIC has stripped VLAN tags, so that a packet would leave
 * without: the program at the devmap's entry puts the tag back that the first program left in the metadata area.
 */
#include "xdpscope_hints.h"

enum { DEVICE_FOR_IPV6 = 9 };

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP_HASH);
	__uint(max_entries, 8);
	__type(key, u32);
	__type(value, struct bpf_devmap_val);
} ports SEC(".maps");

SEC("xdp")
int forward(struct xdp_md *ctx)
{
	struct hints *hints = store_hints(ctx);
	struct ethhdr *eth = (void *)(long)ctx->data;

	if (!hints || (void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_DROP;
	if (eth->proto == bpf_htons(ETH_P_IP))
		return bpf_redirect_map(&ports, 100, XDP_DROP);
	if (eth->proto == bpf_htons(ETH_P_IPV6))
		return bpf_redirect(DEVICE_FOR_IPV6, 0);
	return XDP_TX;
}

struct tagged {
	u8 addresses[12];
	be16 tpid;
	be16 tci;
} __attribute__((packed));

SEC("xdp/devmap")
int tag_again(struct xdp_md *ctx)
{
	struct hints *hints = left_hints(ctx);
	struct tagged *to;
	u8 *from;
	be16 proto;
	u16 tci;

	/* A switch would not send a packet back to where it came from. */
	if (!hints || ctx->egress_ifindex == ctx->ingress_ifindex)
		return XDP_DROP;
	if (!(hints->valid & HAS_VLAN))
		return XDP_PASS;
	proto = hints->rx_vlan_proto;
	tci = hints->rx_vlan_tci;

	if (bpf_xdp_adjust_head(ctx, -4))
		return XDP_DROP;
	to = (void *)(long)ctx->data;
	from = (void *)(long)ctx->data + 4;
	if ((void *)(from + 12) > (void *)(long)ctx->data_end)
		return XDP_DROP;
#pragma unroll
	for (int i = 0; i < 12; i++)
		to->addresses[i] = from[i];
	to->tpid = proto;
	to->tci = bpf_htons(tci);
	return XDP_PASS;
}
