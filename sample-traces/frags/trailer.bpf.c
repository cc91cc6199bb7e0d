// SPDX-License-Identifier: Apache-2.0
/*
 * A tapping switch has put 20 bytes behind each packet. They say when it saw the packet; how long the packet then took, by the
 * NIC's clock, is left in the metadata area, and the trailer is cut off. In a jumbo frame it lies in a frag, or in two pieces.
 */
#include "xdpscope_hints.h"

static long (*const bpf_xdp_adjust_tail)(struct xdp_md *ctx, int delta) = (void *)65;
static u64 (*const bpf_xdp_get_buff_len)(struct xdp_md *ctx) = (void *)188;

struct bpf_dynptr {
	u64 opaque[2];
};

extern int bpf_dynptr_from_xdp(struct xdp_md *ctx, u64 flags, struct bpf_dynptr *dynptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *dynptr, u32 offset, void *buffer, u32 size) __ksym;
extern int bpf_xdp_pull_data(struct xdp_md *ctx, u32 length) __ksym;

#define MAGIC 0x7ab1e5ea

struct trailer {
	be32 magic;
	be32 seconds;
	be32 nanoseconds;
	be16 device;
	be16 port;
	be32 length;
};

struct latency {
	u64 nanoseconds;
	u16 device;
	u16 port;
	u32 in_two_pieces;
};

/* Metadata goes in front of the packet first: what moves the packet's ends makes pointers to it invalid. */
INLINE struct latency *room(struct xdp_md *ctx)
{
	struct latency *latency;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*latency)))
		return 0;
	latency = (void *)(long)ctx->data_meta;
	return (void *)(latency + 1) > (void *)(long)ctx->data ? 0 : latency;
}

INLINE int took(struct xdp_md *ctx, const struct trailer *trailer, u32 in_two_pieces)
{
	u64 seen = (u64)__builtin_bswap32(trailer->seconds) * 1000000000 + __builtin_bswap32(trailer->nanoseconds);
	u16 device = bpf_ntohs(trailer->device);
	u16 port = bpf_ntohs(trailer->port);
	struct latency *latency;
	u64 timestamp = 0;

	if (trailer->magic != __builtin_bswap32(MAGIC))
		return XDP_DROP;
	if (bpf_xdp_metadata_rx_timestamp(ctx, &timestamp))
		timestamp = seen;
	latency = room(ctx);
	if (!latency)
		return XDP_ABORTED;
	latency->nanoseconds = timestamp - seen;
	latency->device = device;
	latency->port = port;
	latency->in_two_pieces = in_two_pieces;
	return bpf_xdp_adjust_tail(ctx, -(int)sizeof(*trailer)) ? XDP_ABORTED : XDP_PASS;
}

SEC("xdp.frags")
int by_slice(struct xdp_md *ctx)
{
	u64 length = bpf_xdp_get_buff_len(ctx);
	const struct trailer *trailer;
	struct bpf_dynptr packet;
	struct trailer buffer;

	if (length < sizeof(struct ethhdr) + sizeof(buffer))
		return XDP_DROP;
	if (bpf_dynptr_from_xdp(ctx, 0, &packet))
		return XDP_ABORTED;
	trailer = bpf_dynptr_slice(&packet, length - sizeof(buffer), &buffer, sizeof(buffer));
	if (!trailer)
		return XDP_ABORTED;
	return took(ctx, trailer, trailer == &buffer);
}

/* The same by making the whole packet lie in one buffer, which only a little longer ones than a buffer can. */
SEC("xdp.frags")
int by_pull(struct xdp_md *ctx)
{
	u64 length = bpf_xdp_get_buff_len(ctx);
	struct trailer *trailer;

	if (length < sizeof(struct ethhdr) + sizeof(*trailer) || length > 0x3fff)
		return XDP_DROP;
	if (bpf_xdp_pull_data(ctx, length))
		return XDP_DROP;
	length -= sizeof(*trailer);
	/* The verifier takes only what is added to the pointer, while the compiler would rather subtract the 20 from it. */
	asm volatile("" : "+r"(length));
	trailer = (void *)(long)ctx->data + length;
	if ((void *)(trailer + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	struct trailer copy = *trailer;
	return took(ctx, &copy, 0);
}
