#include "tiny.h"

/* A driver's completion as this program knows it; core_target.bpf.c has the layouts to relocate against. */

enum hw_mode { HW_MODE_FREE = 0, HW_MODE_REAL = 5, HW_MODE_GONE = 9 };

struct lane {
    u16 id;
    u16 width;
} CORE;

struct cqe {
    u32 rss_hash_result;
    u8 rss_hash_type;
    union {
        u64 timestamp;
        u32 stamp_low;
    };
    u32 small;
    u32 vlan_valid : 1;
    u32 port : 11;
    s32 delta : 5;
    struct lane lanes[4];
    u32 gone;
    u32 now_signed;
} CORE;

struct cqe___future {
    u32 rss_hash_result;
    u64 sequence;
} CORE;

struct removed {
    u32 anything;
} CORE;

#define BYTE_OFFSET 0
#define BYTE_SIZE 1
#define EXISTS 2
#define SIGNED 3
#define LSHIFT 4
#define RSHIFT 5
#define info(field, kind) __builtin_preserve_field_info(field, kind)

static struct cqe *completion(struct xdp_md *ctx)
{
    return (struct cqe *)(long)ctx->data;
}

SEC("xdp")
int fields(struct xdp_md *ctx)
{
    struct cqe *c = completion(ctx);
    u64 sum = c->rss_hash_result;
    sum += c->rss_hash_type;
    sum += c->timestamp;
    sum += c->small;
    sum += c->lanes[2].width;
    c->stamp_low = 1;
    return sum;
}

SEC("xdp")
int infos(struct xdp_md *ctx)
{
    struct cqe *c = completion(ctx);
    volatile u64 out = info(c->port, BYTE_OFFSET);
    out = info(c->port, BYTE_SIZE);
    out = info(c->port, LSHIFT);
    out = info(c->port, RSHIFT);
    out = info(c->delta, SIGNED);
    out = info(c->timestamp, BYTE_SIZE);
    out = info(c->gone, EXISTS);
    out = info(((struct cqe___future *)c)->sequence, EXISTS);
    return out;
}

SEC("xdp")
int types(struct xdp_md *ctx)
{
    volatile u64 out = __builtin_preserve_type_info(*(struct cqe *)0, 0);
    out = __builtin_preserve_type_info(*(struct removed *)0, 0);
    out = __builtin_preserve_type_info(*(struct cqe *)0, 1);
    out = __builtin_btf_type_id(*(struct cqe *)0, 0);
    out = __builtin_btf_type_id(*(struct cqe *)0, 1);
    out = __builtin_preserve_enum_value(*(enum hw_mode *)HW_MODE_REAL, 0);
    out = __builtin_preserve_enum_value(*(enum hw_mode *)HW_MODE_REAL, 1);
    out = __builtin_preserve_enum_value(*(enum hw_mode *)HW_MODE_GONE, 0);
    return out;
}

SEC("xdp")
int poisoned(struct xdp_md *ctx)
{
    struct cqe *c = completion(ctx);
    if (ctx->rx_queue_index == 1) {
        return c->gone;
    }
    if (ctx->rx_queue_index == 2) {
        return __builtin_preserve_enum_value(*(enum hw_mode *)HW_MODE_GONE, 1);
    }
    return c->now_signed;
}

char _license[] SEC("license") = "GPL";
