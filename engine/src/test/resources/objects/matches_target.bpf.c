#include "tiny.h"

/* What matches.bpf.c asks for, some of it changed. */

struct other { u32 a; };
enum level { NONE, HIGH, LOW };
enum wide { WIDE = 1ull << 41, WIDER };

struct inner { s32 b; u64 more; u32 a; };
struct less { u32 b; u32 a; };
struct more { u32 a; };
struct sized { u32 a; };
struct sign { u32 a; };
struct array { u32 a[4]; };
struct shorter { u32 a[4]; };
struct nested { u32 z; struct inner in; };
struct anonymous { u64 w; union { struct { u16 z; u16 y; }; u32 x; }; };
struct forward { struct other *o; };
struct later;
struct declared { struct later *o; };
struct callback { int (*f)(struct inner *, u32); };
struct variadic { int (*f)(struct inner *, u32); };
struct enums { enum level l; u8 x; };
struct qualified { const volatile u32 a; };
struct flavour___theirs { u32 a; };
struct self { int (*f)(struct self *); struct self *next; };
struct named { struct more l; };
union either { u8 b; u32 a; u64 c; };
union was_union { u32 a; };
typedef int (*handler_t)(struct inner *, u32);
typedef s32 number_t;

#define use(type, name) type name
use(struct other, v0); use(enum level, v1); use(enum wide, v2); use(struct inner, v3); use(struct less, v4);
use(struct more, v5); use(struct sized, v6); use(struct sign, v7); use(struct array, v8); use(struct shorter, v9);
use(struct nested, v10); use(struct anonymous, v11); use(struct forward, v12); use(struct declared, v13);
use(struct callback, v14); use(struct variadic, v15); use(struct enums, v16); use(struct qualified, v17);
use(struct flavour___theirs, v18); use(struct self, v19); use(struct named, v20); use(union either, v21);
use(union was_union, v22); use(handler_t, v23); use(number_t, v24);

SEC("xdp")
int keep(struct xdp_md *ctx)
{
    return XDP_PASS;
}
