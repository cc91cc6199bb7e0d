// SPDX-License-Identifier: Apache-2.0
/*
 * The three ways in which the kernel repeats something for a program: an iterator over numbers sums up the IPv4 header and drops
 * packets whose checksum is wrong; bpf_loop() counts the upper halves of the first bytes in an array, zeros left out; and
 * bpf_for_each_map_elem() finds the most frequent of them, clears the array, and deletes from a hash map what has not been the
 * most frequent for a while.
 */
#include "xdpscope_bpf.h"

#define HALVES 16
#define BYTES 64
#define WHILE 4

static long (*const bpf_map_delete_elem)(void *map, const void *key) = (void *)3;
static long (*const bpf_for_each_map_elem)(void *map, void *callback, void *context, u64 flags) = (void *)164;
static long (*const bpf_loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;

struct bpf_iter_num {
	u64 opaque[1];
} __attribute__((aligned(8)));

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, HALVES);
	__type(key, u32);
	__type(value, u64);
} halves SEC(".maps");

struct frequent {
	u64 packets;
	u64 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, HALVES);
	__type(key, u32);
	__type(value, struct frequent);
} frequent SEC(".maps");

u64 packets;
u64 deleted;
/* Not a variable of the function: its values would keep the verifier from seeing that the loop comes to rest. */
u32 sum;

struct bytes {
	struct xdp_md *ctx;
	u32 seen;
};

struct most {
	u64 count;
	u32 half;
};

static long count_byte(u32 i, struct bytes *bytes)
{
	u8 *at = (void *)(long)bytes->ctx->data + (i & (BYTES - 1));

	if ((void *)(at + 1) > (void *)(long)bytes->ctx->data_end)
		return 1;
	bytes->seen++;
	u32 half = *at >> 4;
	u64 *count = bpf_map_lookup_elem(&halves, &half);
	if (count && *at)
		++*count;
	return 0;
}

static long compare(void *map, const u32 *half, u64 *count, struct most *most)
{
	if (*count > most->count) {
		most->count = *count;
		most->half = *half;
	}
	*count = 0;
	return 0;
}

static long expire(void *map, const u32 *half, struct frequent *value, void *none)
{
	if (packets - value->last > WHILE) {
		bpf_map_delete_elem(map, half);
		deleted++;
	}
	return 0;
}

/* Whether the sum of a header of that many 16-bit words is that of a right checksum. */
static int header_is_right(struct xdp_md *ctx, int words)
{
	struct bpf_iter_num numbers;
	int *i, whole = 1;

	sum = 0;
	bpf_iter_num_new(&numbers, 0, words);
	while ((i = bpf_iter_num_next(&numbers))) {
		be16 *word = (void *)(long)ctx->data + sizeof(struct ethhdr) + (*i & 31) * 2;
		whole = (void *)(word + 1) <= (void *)(long)ctx->data_end;
		if (!whole)
			break;
		sum += *word;
	}
	bpf_iter_num_destroy(&numbers);
	return whole && (sum & 0xffff) + (sum >> 16) == 0xffff;
}

SEC("xdp")
int loops(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	struct bytes bytes = { .ctx = ctx };
	struct most most = {};

	if ((void *)(eth + 1) + 1 > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	if (eth->proto == bpf_htons(ETH_P_IP) && !header_is_right(ctx, (*(u8 *)(eth + 1) & 0xf) * 2))
		return XDP_DROP;

	packets++;
	bpf_loop(BYTES, count_byte, &bytes, 0);
	bpf_for_each_map_elem(&halves, compare, &most, 0);

	struct frequent *seen = bpf_map_lookup_elem(&frequent, &most.half);
	struct frequent first = { .packets = 1, .last = packets };
	if (seen) {
		seen->packets++;
		seen->last = packets;
	} else {
		bpf_map_update_elem(&frequent, &most.half, &first, BPF_NOEXIST);
	}
	bpf_for_each_map_elem(&frequent, expire, 0, 0);
	return XDP_PASS;
}
