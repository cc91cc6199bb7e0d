package dev.xdpscope.engine.kernel;

/**
 * How a program is to be loaded.
 *
 * @param hook where it is to run
 * @param license the program's; kfuncs are there only for those that the kernel counts as compatible with the GPL
 * @param flags {@code BPF_F_…}
 * @param ifindex the device it is bound to, in the network namespace of the calling thread; 0 for none
 * @param logLevel of the verifier: 0 for words only if it refuses, else 1, 2 or 4
 */
public record LoadRequest(Hook hook, String license, int flags, int ifindex, int logLevel) {
    /** {@code BPF_F_XDP_DEV_BOUND_ONLY}: bound to a device for its kfuncs, not offloaded to it. */
    public static final int DEVICE_BOUND = 1 << 6;

    /** {@code BPF_F_XDP_HAS_FRAGS}: the program takes packets in several pieces. */
    public static final int FRAGS = 1 << 5;

    /** Where programs run: {@code enum bpf_prog_type} and {@code enum bpf_attach_type}. */
    public enum Hook {
        /** In a driver, before there is an sk_buff: {@code XDP_FLAGS_DRV_MODE}, include/uapi/linux/if_link.h. */
        XDP(6, 37, 1 << 2),

        /** On frames at an entry of a devmap. */
        XDP_DEVMAP(6, 33, 0),

        /** On frames at an entry of a cpumap. */
        XDP_CPUMAP(6, 35, 0),

        /** On sk_buffs on their way in: tcx, since 6.6. */
        INGRESS(3, 46, 0),

        /** On sk_buffs on their way out: tcx, since 6.6. */
        EGRESS(3, 47, 0);

        private final int programType;
        private final int attachType;
        private final int linkFlags;

        Hook(int programType, int attachType, int linkFlags) {
            this.programType = programType;
            this.attachType = attachType;
            this.linkFlags = linkFlags;
        }

        int programType() {
            return programType;
        }

        int attachType() {
            return attachType;
        }

        int linkFlags() {
            return linkFlags;
        }
    }

    /** A program bound to no device. */
    public static LoadRequest of(Hook hook, String license) {
        return new LoadRequest(hook, license, 0, 0, 0);
    }

    /** The same, bound to a device for its kfuncs. */
    public LoadRequest boundTo(int device) {
        return new LoadRequest(hook, license, flags | DEVICE_BOUND, device, logLevel);
    }

    /** The same for a program that takes packets in several pieces. */
    public LoadRequest withFrags() {
        return new LoadRequest(hook, license, flags | FRAGS, ifindex, logLevel);
    }

    /** The same, with another level of the verifier's log. */
    public LoadRequest withLog(int level) {
        return new LoadRequest(hook, license, flags, ifindex, level);
    }
}
