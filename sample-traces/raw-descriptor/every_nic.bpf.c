// SPDX-License-Identifier: Apache-2.0
/*
 * One program that reads the hash from the descriptor of whatever NIC it runs on: a branch for every driver, and in each what
 * the kfunc would have hidden. CO-RE finds the fields; what they mean (byte order, a value in pieces, a bit that says whether
 * it is valid) stands here, and what no type tells (the descriptor profile, the length of a header) is guessed.
 */
#include "xdpscope_bpf.h"

#define core __attribute__((preserve_access_index))

struct mlx5_cqe64 {
	be32 rss_hash_result;
} core;

struct mlx5e_xdp_buff {
	struct mlx5_cqe64 *cqe;
} core;

struct mlx4_cqe {
	be32 immed_rss_invalid;
} core;

struct mlx4_en_xdp_buff {
	struct mlx4_cqe *cqe;
} core;

struct ice_rx_flex_desc {
	u32 rss_hash;
} core;

struct ice_xdp_buff {
	struct ice_rx_flex_desc *eop_desc;
} core;

struct virtchnl2_rx_flex_desc_adv_nic_3 {
	u16 hash1;
	u8 hash2;
	u8 hash3;
} core;

struct libeth_xdp_buff {
	struct virtchnl2_rx_flex_desc_adv_nic_3 *desc;
} core;

struct igc_adv_rx_desc {
	u32 rss;
} core;

struct igc_xdp_buff {
	struct igc_adv_rx_desc *rx_desc;
} core;

struct gve_rx_compl_desc_dqo {
	u32 hash;
} core;

struct gve_xdp_buff {
	struct gve_rx_compl_desc_dqo *compl_desc;
} core;

struct rx_cmp {
	u32 rx_cmp_len_flags_type;
	u32 rx_cmp_rss_hash;
} core;

struct bnxt_xdp_buff {
	struct rx_cmp *rxcmp;
} core;

struct i40e_32byte_rx_desc {
	u32 rss;
} core;

struct i40e_xdp_buff {
	struct i40e_32byte_rx_desc *desc;
} core;

struct peer_skb {
	u32 hash;
} core;

struct veth_xdp_buff {
	struct peer_skb *skb;
} core;

/* virtio_net has no wrapper: the header lies in front of the frame, and its length is in the driver's private data. */
struct virtio_net_hdr_v1_hash {
	u16 hash_value_lo;
	u16 hash_value_hi;
} core;

struct xdp_buff {
	void *data;
} core;

#define VIRTIO_HEADER 20
#define BNXT_RSS_VALID (1U << 10)

extern void *bpf_cast_to_kern_ctx(void *ctx) __ksym;
extern void *bpf_rdonly_cast(const void *obj, u32 btf_id) __ksym;

static long (*const bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;

#define type_exists(type) __builtin_preserve_type_info(*(typeof(type) *)0, 0)
#define cast(type, object) ((type *)bpf_rdonly_cast(object, __builtin_btf_type_id(*(type *)0, 1)))

struct raw_hash {
	u32 rx_hash;
};

SEC("xdp")
int every_nic(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct raw_hash)))
		return XDP_PASS;

	struct raw_hash *meta = (void *)(long)ctx->data_meta;
	if ((void *)(meta + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;

	void *buff = bpf_cast_to_kern_ctx(ctx);
	u32 hash;

	if (type_exists(struct mlx5e_xdp_buff)) {
		hash = __builtin_bswap32(cast(struct mlx5e_xdp_buff, buff)->cqe->rss_hash_result);
	} else if (type_exists(struct mlx4_en_xdp_buff)) {
		hash = __builtin_bswap32(cast(struct mlx4_en_xdp_buff, buff)->cqe->immed_rss_invalid);
	} else if (type_exists(struct ice_xdp_buff)) {
		hash = cast(struct ice_xdp_buff, buff)->eop_desc->rss_hash;
	} else if (type_exists(struct virtchnl2_rx_flex_desc_adv_nic_3)) {
		struct virtchnl2_rx_flex_desc_adv_nic_3 *desc = cast(struct libeth_xdp_buff, buff)->desc;

		hash = desc->hash1 | (u32)desc->hash2 << 16 | (u32)desc->hash3 << 24;
	} else if (type_exists(struct igc_xdp_buff)) {
		hash = cast(struct igc_xdp_buff, buff)->rx_desc->rss;
	} else if (type_exists(struct gve_xdp_buff)) {
		struct gve_rx_compl_desc_dqo *desc = cast(struct gve_xdp_buff, buff)->compl_desc;

		if (!desc)
			return XDP_ABORTED;
		hash = desc->hash;
	} else if (type_exists(struct bnxt_xdp_buff)) {
		struct rx_cmp *cmp = cast(struct bnxt_xdp_buff, buff)->rxcmp;

		hash = cmp->rx_cmp_len_flags_type & BNXT_RSS_VALID ? cmp->rx_cmp_rss_hash : 0;
	} else if (type_exists(struct i40e_xdp_buff)) {
		hash = cast(struct i40e_xdp_buff, buff)->desc->rss;
	} else if (type_exists(struct veth_xdp_buff)) {
		struct peer_skb *skb = cast(struct veth_xdp_buff, buff)->skb;

		if (!skb)
			return XDP_ABORTED;
		hash = skb->hash;
	} else if (type_exists(struct virtio_net_hdr_v1_hash)) {
		void *header = cast(struct xdp_buff, buff)->data - VIRTIO_HEADER;
		struct virtio_net_hdr_v1_hash *hdr = header;
		u16 low = 0;
		u16 high = 0;

		bpf_probe_read_kernel(&low, sizeof(low), &hdr->hash_value_lo);
		bpf_probe_read_kernel(&high, sizeof(high), &hdr->hash_value_hi);
		hash = low | (u32)high << 16;
	} else {
		return XDP_ABORTED;
	}
	meta->rx_hash = hash;
	return XDP_PASS;
}
