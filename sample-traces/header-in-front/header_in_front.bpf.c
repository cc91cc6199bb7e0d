// SPDX-License-Identifier: Apache-2.0
/*
 * Asks for the hash four times: as the packet arrives, with the frame's start moved, with it moved back, and after metadata was
 * written. A driver that finds what it knows by counting back from data gives other answers each time.
 */
#include "xdpscope_bpf.h"

static long (*const bpf_xdp_adjust_head)(struct xdp_md *ctx, int delta) = (void *)44;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum xdp_rss_hash_type *type) __ksym;

#define POP 8
#define MARK 0x11111111

struct answer {
	u32 hash;
	u16 type;
	short result;
};

struct answers {
	struct answer arrived;
	struct answer moved;
	struct answer back;
	struct answer written;
};

static inline __attribute__((always_inline)) struct answer ask(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type = XDP_RSS_TYPE_NONE;
	u32 hash = 0;
	int result = bpf_xdp_metadata_rx_hash(ctx, &hash, &type);

	return (struct answer){ .hash = hash, .type = type, .result = result };
}

SEC("xdp")
int header_in_front(struct xdp_md *ctx)
{
	struct answers answers = { .arrived = ask(ctx) };

	if (bpf_xdp_adjust_head(ctx, POP))
		return XDP_ABORTED;
	answers.moved = ask(ctx);

	if (bpf_xdp_adjust_head(ctx, -POP))
		return XDP_ABORTED;
	answers.back = ask(ctx);

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(answers)))
		return XDP_ABORTED;

	u32 *words = (void *)(long)ctx->data_meta;
	struct answers *metadata = (void *)words;
	if ((void *)(metadata + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	for (int i = 0; i < sizeof(answers) / 4; i++)
		words[i] = MARK;
	answers.written = ask(ctx);

	metadata = (void *)(long)ctx->data_meta;
	if ((void *)(metadata + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	*metadata = answers;
	return XDP_PASS;
}
