#include "tiny.h"

/* Types of every kind, for the type reader. */

enum small { SMALL_A = -1, SMALL_B = 2 };
enum wide { WIDE_A = 0x1234567890ull };
union word { u32 whole; u8 bytes[4]; };
struct forward;
typedef int (*handler)(struct xdp_md *, const char *name, ...);
struct __attribute__((btf_decl_tag("tagged"))) node {
    struct node *next;
    struct forward *other;
    handler call;
    const volatile char text[16];
    union word word;
    struct {
        u16 left;
        union {
            u16 right;
            struct {
                u8 low;
                u8 high;
            };
        };
    };
    u64 bottom : 3;
    u64 middle : 30;
    u64 top : 31;
    struct {
        struct {
            u8 x;
            u16 y;
        } grid[3][2];
    } inner;
    enum small small;
    enum wide wide;
    _Bool flag;
    int __attribute__((btf_type_tag("user"))) *tagged;
    u32 tail[];
};

struct node *root;
static volatile double ratio = 0.5;

SEC("xdp")
int use(struct xdp_md *ctx)
{
    return root && *(volatile u64 *)&ratio != 0 ? XDP_PASS : XDP_DROP;
}
