/* What the fixtures need of BPF C, so that they build with clang alone. */
#ifndef TINY_H
#define TINY_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;

#define SEC(name) __attribute__((section(name), used))
#define NOINLINE __attribute__((noinline))
#define KSYM __attribute__((section(".ksyms")))
#define WEAK __attribute__((weak))
#define CORE __attribute__((preserve_access_index))
#define UINT(name, value) int (*name)[value]
#define TYPE(name, type) type *name

struct xdp_md {
    u32 data;
    u32 data_end;
    u32 data_meta;
    u32 ingress_ifindex;
    u32 rx_queue_index;
    u32 egress_ifindex;
};

static void *(*const lookup)(void *map, const void *key) = (void *)1;
static long (*const update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;

enum { XDP_DROP = 1, XDP_PASS = 2 };

#endif
