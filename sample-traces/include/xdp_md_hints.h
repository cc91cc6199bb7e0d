/* SPDX-License-Identifier: Apache-2.0 */
/*
 * struct xdp_md as the access design xdp-md-field has it. No kernel does: __u64 hw_timestamp was proposed on the netdev list on
 * 31 October 2022, with 0 for "not available"; the other fields are xdpscope's, in the same manner. The fields of the kernel keep
 * their places. The driver's fields are in host byte order, and each can only be read as a whole.
 */
#ifndef XDP_MD_HINTS_H
#define XDP_MD_HINTS_H

#define xdp_md xdp_md_of_the_kernel
#include "xdpscope_bpf.h"
#undef xdp_md

struct xdp_md {
	u32 data;
	u32 data_end;
	u32 data_meta;
	u32 ingress_ifindex;
	u32 rx_queue_index;
	u32 egress_ifindex;
	u64 hw_timestamp;  /* nanoseconds of the NIC's clock */
	u32 rx_hash;
	u32 rx_hash_type;  /* enum xdp_rss_hash_type */
	u32 rx_vlan_tci;   /* meant if there is a protocol */
	u32 rx_vlan_proto; /* 0 without tag */
};

_Static_assert(sizeof(struct xdp_md) == 48, "xdp_md");

/* Keeps the compiler from reading only the bytes that are used. */
#define WHOLE(field) (*(const volatile typeof(field) *)&(field))

#define bpf_xdp_adjust_meta(ctx, delta) bpf_xdp_adjust_meta((void *)(ctx), delta)

#endif
