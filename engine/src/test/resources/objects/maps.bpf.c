#include "tiny.h"

struct flow {
    u32 source;
    u16 port;
    u8 pad[2];
};

struct counter {
    u64 packets;
    u64 bytes;
};

struct {
    UINT(type, 1);
    UINT(max_entries, 1024);
    UINT(map_flags, 1);
    TYPE(key, struct flow);
    TYPE(value, struct counter);
} flows SEC(".maps");

struct {
    UINT(type, 6);
    UINT(max_entries, 4);
    UINT(key_size, 4);
    UINT(value_size, sizeof(struct counter));
} totals SEC(".maps");

const volatile u32 limit = 1500;
const volatile u16 ports[4] = {53, 123, 319, 320};
u64 seen = 7;
u32 dropped;
u32 errors SEC(".data.errors") = 3;

SEC("xdp")
int count(struct xdp_md *ctx)
{
    u32 slot = 1;
    struct flow flow = {.source = ctx->ingress_ifindex, .port = ports[2]};
    struct counter *counter = lookup(&totals, &slot);
    if (!counter) {
        errors++;
        return XDP_DROP;
    }
    counter->packets++;
    counter->bytes += ctx->data_end - ctx->data;
    seen++;
    if (counter->bytes > limit) {
        dropped++;
        return XDP_DROP;
    }
    update(&flows, &flow, counter, 0);
    return XDP_PASS;
}

char _license[] SEC("license") = "Dual BSD/GPL";
