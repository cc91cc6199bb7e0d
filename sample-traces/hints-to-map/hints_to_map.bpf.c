// SPDX-License-Identifier: Apache-2.0
/*
 * Asks for all three hints and leaves results and outputs in a map, one entry for each frame, under the last byte of the frame's
 * source address. The outputs begin as 0x5a…, so that one sees which of them a kfunc has written although it gave an error.
 */
#include "xdpscope_bpf.h"

static long (*const bpf_redirect)(u32 ifindex, u64 flags) = (void *)23;

extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, u64 *timestamp) __ksym;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type) __ksym;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, be16 *proto, u16 *tci) __ksym;

#define ENTRIES 64
#define MARK 0x1122334455667788ULL

struct report {
	u64 timestamp;
	u64 metadata; /* the 8 bytes in front of the frame, 0 without */
	s32 timestamp_result;
	s32 hash_result;
	s32 vlan_result;
	u32 hash;
	u32 hash_type;
	be16 vlan_proto;
	u16 vlan_tci;
	u32 length;
	u32 count;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, ENTRIES);
	__type(key, u32);
	__type(value, struct report);
} reports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u32);
} target SEC(".maps");

SEC("xdp")
int hints_to_map(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	u64 *metadata = (void *)(long)ctx->data_meta;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;

	u32 key = eth->source[5] % ENTRIES;
	struct report *report = bpf_map_lookup_elem(&reports, &key);
	if (!report)
		return XDP_ABORTED;

	report->length = ctx->data_end - ctx->data;
	report->metadata = (void *)(metadata + 1) <= (void *)eth ? *metadata : 0;

	u64 timestamp = 0x5a5a5a5a5a5a5a5aULL;
	u32 hash = 0x5a5a5a5a;
	enum xdp_rss_hash_type type = 0x5a5a5a5a;
	be16 proto = 0x5a5a;
	u16 tci = 0x5a5a;

	report->timestamp_result = bpf_xdp_metadata_rx_timestamp(ctx, &timestamp);
	report->hash_result = bpf_xdp_metadata_rx_hash(ctx, &hash, &type);
	report->vlan_result = bpf_xdp_metadata_rx_vlan_tag(ctx, &proto, &tci);
	report->timestamp = timestamp;
	report->hash = hash;
	report->hash_type = type;
	report->vlan_proto = proto;
	report->vlan_tci = tci;
	report->count++;
	return XDP_PASS;
}

/* Writes metadata and sends the frame out of the interface whose number is in the map. */
SEC("xdp")
int mark_and_redirect(struct xdp_md *ctx)
{
	u32 key = 0;
	u32 *ifindex = bpf_map_lookup_elem(&target, &key);

	if (!ifindex || bpf_xdp_adjust_meta(ctx, -(int)sizeof(u64)))
		return XDP_ABORTED;

	u64 *metadata = (void *)(long)ctx->data_meta;
	if ((void *)(metadata + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	*metadata = MARK;
	return bpf_redirect(*ifindex, 0);
}
