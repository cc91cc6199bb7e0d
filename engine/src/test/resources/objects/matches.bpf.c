#include "tiny.h"

/* What a program wants of types, and whether those of matches_target.bpf.c have it. */

struct other;
enum level { LOW, HIGH };
enum wide { WIDE = 1ull << 40 };

struct inner { u32 a; s32 b; };
struct less { u32 a; };
struct more { u32 a; u32 absent; };
struct sized { u64 a; };
struct sign { s32 a; };
struct array { u32 a[4]; };
struct shorter { u32 a[3]; };
struct nested { struct inner in; u32 z; };
struct anonymous { union { u32 x; struct { u16 y; u16 z; }; }; };
struct forward { struct other *o; };
struct declared { struct inner *o; };
struct callback { int (*f)(struct inner *, u32); };
struct variadic { int (*f)(struct inner *); };
struct enums { enum level l; };
struct qualified { u32 a; };
struct flavour___mine { u32 a; };
struct self { struct self *next; int (*f)(struct self *); };
struct named { struct less l; };
union either { u32 a; u8 b; };
struct was_union { u32 a; };
typedef int (*handler_t)(struct inner *, u32);
typedef u32 number_t;

/* Clang 14 can only ask whether a type exists. */
#if __clang_major__ >= 15
#define MATCHES 2
#else
#define MATCHES 0
#endif
#define ask(type) __builtin_preserve_type_info(*(typeof(type) *)0, MATCHES)

SEC("xdp")
int composites(struct xdp_md *ctx)
{
    volatile u64 out = ask(struct less);
    out = ask(struct more);
    out = ask(struct sized);
    out = ask(struct sign);
    out = ask(struct array);
    out = ask(struct shorter);
    out = ask(struct nested);
    out = ask(struct anonymous);
    out = ask(struct forward);
    out = ask(struct declared);
    out = ask(struct callback);
    out = ask(struct variadic);
    out = ask(struct enums);
    out = ask(struct qualified);
    out = ask(struct flavour___mine);
    out = ask(struct self);
    out = ask(struct named);
    out = ask(union either);
    out = ask(struct was_union);
    return out;
}

SEC("xdp")
int others(struct xdp_md *ctx)
{
    volatile u64 out = ask(enum level);
    out = ask(enum wide);
    out = ask(handler_t);
    out = ask(number_t);
    return out;
}

char _license[] SEC("license") = "GPL";
