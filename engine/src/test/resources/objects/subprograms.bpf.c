#include "tiny.h"

static NOINLINE u32 fold(u64 value)
{
    return (u32)(value ^ value >> 32);
}

NOINLINE u32 mix(u32 a, u32 b)
{
    return fold((u64)a * 0x9e3779b97f4a7c15ull + b);
}

static NOINLINE long visit(u32 index, void *data)
{
    *(u32 *)data += mix(index, 3);
    return 0;
}

NOINLINE u32 unused(u32 a)
{
    return a * 3;
}

static long (*const loop)(u32 times, void *callback, void *data, u64 flags) = (void *)181;

SEC("xdp")
int first(struct xdp_md *ctx)
{
    return fold(ctx->data) & 1 ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int second(struct xdp_md *ctx)
{
    u32 sum = mix(ctx->data, ctx->data_end);
    return fold(sum) > 5 ? XDP_PASS : XDP_DROP;
}

SEC("xdp.frags")
int third(struct xdp_md *ctx)
{
    u32 sum = 0;
    loop(4, visit, &sum, 0);
    return sum > 5 ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
