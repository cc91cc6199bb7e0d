// SPDX-License-Identifier: Apache-2.0
/*
 * Hands packets to an AF_XDP socket with 32 bytes of metadata in front, laid out as in the kernel's selftests
 * (tools/testing/selftests/bpf/xdp_metadata.h, 6.12): a value, or why there is none. The size is a contract between the two;
 * no descriptor says it.
 */
#include "xdpscope_hints.h"

struct metadata {
	union {
		u64 rx_timestamp;
		s32 rx_timestamp_err;
	};
	u64 xdp_timestamp;
	u32 rx_hash;
	union {
		u32 rx_hash_type;
		s32 rx_hash_err;
	};
	union {
		struct {
			be16 rx_vlan_proto;
			u16 rx_vlan_tci;
		};
		s32 rx_vlan_tag_err;
	};
	u32 valid;
};

_Static_assert(sizeof(struct metadata) == 32, "the consumer reads 32 bytes");

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, u32);
} xsks SEC(".maps");

SEC("xdp")
int to_socket(struct xdp_md *ctx)
{
	struct metadata *m;
	int err;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*m)))
		return XDP_DROP;
	m = (void *)(long)ctx->data_meta;
	if ((void *)(m + 1) > (void *)(long)ctx->data)
		return XDP_DROP;

	m->valid = 0;
	m->rx_hash = 0;
	m->xdp_timestamp = bpf_ktime_get_tai_ns();
	err = bpf_xdp_metadata_rx_timestamp(ctx, &m->rx_timestamp);
	if (err)
		m->rx_timestamp_err = err;
	else
		m->valid |= HAS_TIMESTAMP;
	err = bpf_xdp_metadata_rx_hash(ctx, &m->rx_hash, (enum xdp_rss_hash_type *)&m->rx_hash_type);
	if (err)
		m->rx_hash_err = err;
	else
		m->valid |= HAS_HASH;
	err = bpf_xdp_metadata_rx_vlan_tag(ctx, &m->rx_vlan_proto, &m->rx_vlan_tci);
	if (err)
		m->rx_vlan_tag_err = err;
	else
		m->valid |= HAS_VLAN;
	return bpf_redirect_map(&xsks, ctx->rx_queue_index, XDP_PASS);
}
