// SPDX-License-Identifier: Apache-2.0
/*
 * An XDP program leaves hints in the metadata area, a tc program reads them there and compares them with what the driver itself
 * put into the sk_buff, which is another way from the same descriptor.
 */
#include "xdpscope_hints.h"

enum { SAME, HASH_DIFFERS, VLAN_DIFFERS, TIMESTAMP_DIFFERS, NO_METADATA };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 5);
	__type(key, u32);
	__type(value, u64);
} verdicts SEC(".maps");

SEC("xdp")
int leave(struct xdp_md *ctx)
{
	store_hints(ctx);
	return XDP_PASS;
}

SEC("tc")
int compare(struct __sk_buff *skb)
{
	struct hints *hints = (void *)(long)skb->data_meta;
	u32 key = SAME;
	u64 *count;

	if ((void *)(hints + 1) > (void *)(long)skb->data) {
		key = NO_METADATA;
	} else {
		if (hints->rx_hash != skb->hash)
			key = HASH_DIFFERS;
		else if (!!(hints->valid & HAS_VLAN) != skb->vlan_present || hints->rx_vlan_tci != skb->vlan_tci)
			key = VLAN_DIFFERS;
		else if (hints->rx_timestamp != skb->hwtstamp)
			key = TIMESTAMP_DIFFERS;
		skb->mark = hints->rx_hash;
	}
	count = bpf_map_lookup_elem(&verdicts, &key);
	if (count)
		*count += 1;
	return skb->vlan_present ? TC_ACT_SHOT : TC_ACT_OK;
}
