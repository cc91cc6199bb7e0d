// SPDX-License-Identifier: Apache-2.0
/* Reads mlx5's CQE and asks nobody whether there is one: what a program does that was written for the NIC at hand. */
#include "xdpscope_bpf.h"

#define core __attribute__((preserve_access_index))

struct mlx5_cqe64 {
	be32 rss_hash_result;
} core;

struct mlx5e_xdp_buff {
	struct mlx5_cqe64 *cqe;
} core;

extern void *bpf_cast_to_kern_ctx(void *ctx) __ksym;
extern void *bpf_rdonly_cast(const void *obj, u32 btf_id) __ksym;

struct raw_hash {
	u32 rx_hash;
};

SEC("xdp")
int unguarded(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct raw_hash)))
		return XDP_PASS;

	struct raw_hash *meta = (void *)(long)ctx->data_meta;
	if ((void *)(meta + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	struct mlx5e_xdp_buff *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx),
						      __builtin_btf_type_id(*(struct mlx5e_xdp_buff *)0, 1));
	meta->rx_hash = __builtin_bswap32(buff->cqe->rss_hash_result);
	return XDP_PASS;
}
