// SPDX-License-Identifier: Apache-2.0
/*
 * PATCH v1 of 2022 lets a program read what it has exported, through a pointer in its context: here into metadata of its own, so
 * that one sees both. No kernel has the field; it stands behind those of xdp_md_hints.h.
 */
#include "xdpscope_hints.h"

extern int bpf_xdp_metadata_export_to_skb(const struct xdp_md *ctx) __ksym;

struct xdp_skb_metadata {
	u64 rx_timestamp;
};

struct xdp_md_of_patch_v1 {
	struct xdp_md md;
	u8 fields_of_other_designs[24];
	u64 skb_metadata; /* struct xdp_skb_metadata *, NULL before the export */
};

_Static_assert(__builtin_offsetof(struct xdp_md_of_patch_v1, skb_metadata) == 48, "skb_metadata");

struct seen {
	u64 before;
	u64 exported;
};

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct bpf_cpumap_val);
} cpus SEC(".maps");

INLINE struct xdp_skb_metadata *skb_metadata(struct xdp_md *ctx)
{
	return (void *)(long)*(const volatile u64 *)&((struct xdp_md_of_patch_v1 *)ctx)->skb_metadata;
}

SEC("xdp")
int read_exported(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct seen)))
		return XDP_ABORTED;

	struct seen *seen = (void *)(long)ctx->data_meta;
	if ((void *)(seen + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	seen->before = (u64)skb_metadata(ctx);
	bpf_xdp_metadata_export_to_skb(ctx);

	struct xdp_skb_metadata *exported = skb_metadata(ctx);
	seen->exported = exported ? exported->rx_timestamp : 0;
	return bpf_redirect_map(&cpus, 1, XDP_PASS);
}
