#include "tiny.h"

/* Another layout of the types of core.bpf.c. */

enum hw_mode { HW_MODE_OFF = 0, HW_MODE_FREE = 1, HW_MODE_REAL = 77 };

struct lane {
    u32 reserved;
    u16 width;
    u16 id;
};

typedef u32 hash_t;

struct cqe {
    u64 header;
    struct {
        const hash_t rss_hash_result;
        u8 pad[3];
        volatile u8 rss_hash_type;
    };
    u64 small;
    union {
        struct {
            u32 stamp_low;
            u32 stamp_high;
        };
        u64 timestamp;
    };
    u32 before : 7;
    u32 port : 12;
    u32 vlan_valid : 1;
    s32 delta : 5;
    struct lane lanes[8];
    long now_signed;
};

struct cqe cqe;
enum hw_mode mode;

SEC("xdp")
int keep(struct xdp_md *ctx)
{
    return mode == HW_MODE_REAL ? cqe.port : XDP_PASS;
}
