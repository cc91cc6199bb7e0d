#include "tiny.h"

enum rss_type { RSS_NONE, RSS_L4 = 8 };

extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, u64 *timestamp) KSYM;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, u32 *hash, enum rss_type *type) KSYM;
extern int bpf_xdp_metadata_rx_new(const struct xdp_md *ctx) KSYM WEAK;
extern const int some_kernel_variable KSYM;

u64 last;

SEC("xdp")
int rx(struct xdp_md *ctx)
{
    u64 timestamp = 0;
    u32 hash = 0;
    enum rss_type type = RSS_NONE;
    if (bpf_xdp_metadata_rx_hash(ctx, &hash, &type)) {
        return XDP_DROP;
    }
    if (!bpf_xdp_metadata_rx_timestamp(ctx, &timestamp)) {
        last = timestamp;
    }
    return hash && type == RSS_L4 ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int maybe(struct xdp_md *ctx)
{
    if (!bpf_xdp_metadata_rx_new) {
        return XDP_PASS;
    }
    return bpf_xdp_metadata_rx_new(ctx);
}

SEC("xdp")
int variable(struct xdp_md *ctx)
{
    return *(volatile const int *)&some_kernel_variable;
}

char _license[] SEC("license") = "GPL";
