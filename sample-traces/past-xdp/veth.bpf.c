// SPDX-License-Identifier: Apache-2.0
/*
 * Sends every packet into a veth pair. The program at its other end asks the driver for hints, as it would for packets of the
 * local stack, and gets no data: there is no sk_buff. Those that the first program left in the metadata area are there.
 */
#include "xdpscope_hints.h"

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct bpf_devmap_val);
} pairs SEC(".maps");

enum { FROM_DRIVER, FROM_METADATA, FROM_NOBODY };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, u32);
	__type(value, u64);
} hashes SEC(".maps");

SEC("xdp")
int into_pair(struct xdp_md *ctx)
{
	return store_hints(ctx) ? bpf_redirect_map(&pairs, 0, XDP_PASS) : XDP_PASS;
}

SEC("xdp")
int behind_pair(struct xdp_md *ctx)
{
	struct hints *hints = left_hints(ctx);
	enum xdp_rss_hash_type type;
	u32 key = FROM_NOBODY;
	u64 *count;
	u32 hash;

	if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &type))
		key = FROM_DRIVER;
	else if (hints && (hints->valid & HAS_HASH))
		key = FROM_METADATA;
	count = bpf_map_lookup_elem(&hashes, &key);
	if (count)
		*count += 1;
	return XDP_PASS;
}
