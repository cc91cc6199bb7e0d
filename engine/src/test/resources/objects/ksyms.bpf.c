#include "tiny.h"

struct rq;

/* No kernel has these. */
extern int bpf_xdpscope_first(struct xdp_md *ctx) KSYM WEAK;
extern int bpf_xdpscope_second(struct xdp_md *ctx, u32 flags) KSYM WEAK;
extern int bpf_xdpscope_flavoured___v1(struct xdp_md *ctx) KSYM WEAK;
extern int bpf_xdpscope_flavoured___v2(struct xdp_md *ctx, u32 flags) KSYM WEAK;
extern const struct rq xdpscope_typed KSYM WEAK;
extern const void xdpscope_typeless KSYM WEAK;
extern int CONFIG_XDPSCOPE __attribute__((section(".kconfig"))) WEAK;

SEC("xdp")
int guarded(struct xdp_md *ctx)
{
    if (bpf_xdpscope_second) {
        return bpf_xdpscope_second(ctx, 1);
    }
    return XDP_PASS + CONFIG_XDPSCOPE;
}

SEC("xdp")
int unguarded(struct xdp_md *ctx)
{
    return bpf_xdpscope_first(ctx);
}

SEC("xdp")
int flavours(struct xdp_md *ctx)
{
    if (bpf_xdpscope_flavoured___v2) {
        return bpf_xdpscope_flavoured___v2(ctx, 1);
    }
    if (bpf_xdpscope_flavoured___v1) {
        return bpf_xdpscope_flavoured___v1(ctx);
    }
    return XDP_DROP;
}

SEC("xdp")
int variables(struct xdp_md *ctx)
{
    return &xdpscope_typed || &xdpscope_typeless ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
