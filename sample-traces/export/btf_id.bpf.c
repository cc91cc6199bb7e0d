// SPDX-License-Identifier: Apache-2.0
/*
 * Metadata whose last member is the id of its own type in this object's BTF, right in front of the packet. There are two types, and
 * the consumer tells them apart by that id.
 */
#include "xdpscope_hints.h"

struct with_hash {
	u64 rx_timestamp;
	u32 rx_hash;
	u32 rx_hash_type;
	u32 queue;
	u32 btf_id;
};

struct without_hash {
	u64 rx_timestamp;
	u32 queue;
	u32 btf_id;
};

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, u32);
} xsks SEC(".maps");

#define LOCAL_TYPE_ID(type) __builtin_btf_type_id(*(type *)0, 0)

SEC("xdp")
int to_socket(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type = XDP_RSS_TYPE_NONE;
	u64 timestamp = 0;
	u32 hash = 0;

	bpf_xdp_metadata_rx_timestamp(ctx, &timestamp);
	bpf_xdp_metadata_rx_hash(ctx, &hash, &type);
	if (type != XDP_RSS_TYPE_NONE) {
		if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct with_hash)))
			return XDP_DROP;
		struct with_hash *m = (void *)(long)ctx->data_meta;

		if ((void *)(m + 1) > (void *)(long)ctx->data)
			return XDP_DROP;
		m->rx_timestamp = timestamp;
		m->rx_hash = hash;
		m->rx_hash_type = type;
		m->queue = ctx->rx_queue_index;
		m->btf_id = LOCAL_TYPE_ID(struct with_hash);
	} else {
		if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct without_hash)))
			return XDP_DROP;
		struct without_hash *m = (void *)(long)ctx->data_meta;

		if ((void *)(m + 1) > (void *)(long)ctx->data)
			return XDP_DROP;
		m->rx_timestamp = timestamp;
		m->queue = ctx->rx_queue_index;
		m->btf_id = LOCAL_TYPE_ID(struct without_hash);
	}
	return bpf_redirect_map(&xsks, ctx->rx_queue_index, XDP_PASS);
}
