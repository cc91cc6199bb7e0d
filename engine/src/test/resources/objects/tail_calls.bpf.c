#include "tiny.h"

static long (*const tail_call)(void *ctx, void *programs, u32 index) = (void *)12;

int next(void *ctx);
int last(void *ctx);
int forever(void *ctx);

struct {
    UINT(type, 3);
    UINT(max_entries, 4);
    UINT(key_size, 4);
    int (*values[])(void *);
} programs SEC(".maps") = {
    .values = {[0] = (void *)&forever, [1] = (void *)&next, [3] = (void *)&last},
};

struct inner {
    UINT(type, 2);
    UINT(max_entries, 1);
    TYPE(key, u32);
    TYPE(value, u64);
} first SEC(".maps"), second SEC(".maps");

struct {
    UINT(type, 12);
    UINT(max_entries, 3);
    TYPE(key, u32);
    struct inner *values[];
} outer SEC(".maps") = {
    .values = {[0] = &first, [2] = &second},
};

/* Adds one to a counter that every program of the chain can see. */
static __attribute__((noinline)) u64 count(u32 which)
{
    u32 zero = 0;
    void *map = lookup(&outer, &which);
    u64 *value = map ? lookup(map, &zero) : 0;

    return value ? ++*value : 0;
}

SEC("xdp") int last(void *ctx)
{
    return count(2) + 100;
}

SEC("xdp") int next(void *ctx)
{
    count(0);
    if (count(2) < 4)
        tail_call(ctx, &programs, 1);
    tail_call(ctx, &programs, 3);
    return 1;
}

SEC("xdp") int start(void *ctx)
{
    count(1);
    tail_call(ctx, &programs, 2);
    tail_call(ctx, &programs, 9);
    tail_call(ctx, &programs, 1);
    return 2;
}

SEC("xdp") int forever(void *ctx)
{
    u64 n = count(0);

    tail_call(ctx, &programs, 0);
    return n;
}
