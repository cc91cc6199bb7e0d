#include "tiny.h"

#define KCONFIG __attribute__((section(".kconfig")))

enum libbpf_tristate { TRI_NO, TRI_YES, TRI_MODULE };

extern int LINUX_KERNEL_VERSION KCONFIG;
extern _Bool LINUX_HAS_BPF_COOKIE KCONFIG WEAK;
extern u64 LINUX_HAS_SOMETHING_ELSE KCONFIG WEAK;
extern _Bool CONFIG_BPF_JIT KCONFIG;
extern char CONFIG_VLAN_8021Q KCONFIG;
extern enum libbpf_tristate CONFIG_PTP_1588_CLOCK KCONFIG;
extern const long CONFIG_NR_CPUS KCONFIG;
extern short CONFIG_HZ KCONFIG;
extern char CONFIG_DEFAULT_HOSTNAME[6] KCONFIG;
extern u32 CONFIG_NOT_THERE KCONFIG WEAK;

SEC("xdp")
int numbers(struct xdp_md *ctx)
{
    if (LINUX_KERNEL_VERSION < 0x60300 || !LINUX_HAS_BPF_COOKIE || LINUX_HAS_SOMETHING_ELSE) {
        return XDP_DROP;
    }
    return CONFIG_NR_CPUS + CONFIG_HZ + CONFIG_NOT_THERE;
}

SEC("xdp")
int words(struct xdp_md *ctx)
{
    if (!CONFIG_BPF_JIT || CONFIG_VLAN_8021Q != 'm') {
        return XDP_DROP;
    }
    return CONFIG_PTP_1588_CLOCK + CONFIG_DEFAULT_HOSTNAME[1];
}

char _license[] SEC("license") = "GPL";
