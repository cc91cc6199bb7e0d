// SPDX-License-Identifier: Apache-2.0
/*
 * Reads the hash from the mlx5 descriptor itself. The types below name only what is used; CO-RE finds the real offsets in the
 * driver's BTF. On another NIC there is no such type, and the program says so by its verdict.
 */
#include "xdpscope_bpf.h"

#define preserve_access_index __attribute__((preserve_access_index))

struct mlx5_cqe64 {
	be32 rss_hash_result;
} preserve_access_index;

struct mlx5e_xdp_buff {
	struct mlx5_cqe64 *cqe;
} preserve_access_index;

extern void *bpf_cast_to_kern_ctx(void *ctx) __ksym;
extern void *bpf_rdonly_cast(const void *obj, u32 btf_id) __ksym;

#define type_exists(type) __builtin_preserve_type_info(*(typeof(type) *)0, 0)
#define type_id_kernel(type) __builtin_btf_type_id(*(typeof(type) *)0, 1)

struct raw_hash {
	u32 rx_hash;
};

SEC("xdp")
int raw_descriptor(struct xdp_md *ctx)
{
	if (!type_exists(struct mlx5e_xdp_buff))
		return XDP_ABORTED;
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct raw_hash)))
		return XDP_PASS;

	struct raw_hash *meta = (void *)(long)ctx->data_meta;
	if ((void *)(meta + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	struct mlx5e_xdp_buff *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), type_id_kernel(struct mlx5e_xdp_buff));
	meta->rx_hash = __builtin_bswap32(buff->cqe->rss_hash_result);
	return XDP_PASS;
}
