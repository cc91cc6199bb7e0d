package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.AccessException;

/**
 * Helpers that read memory which may not be there: kernel/trace/bpf_trace.c and mm/maccess.c, 6.18. What cannot be read zeroes the
 * destination. The simulated CPU was idle when the packet came, so there is no memory of users.
 */
final class ProbeHelpers {
    private ProbeHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(112, "bpf_probe_read_user", c -> failed(c, Errno.EFAULT.negative()))
                .helper(113, "bpf_probe_read_kernel", ProbeHelpers::kernel)
                .helper(114, "bpf_probe_read_user_str", c -> size(c) == 0 ? 0 : failed(c, Errno.EFAULT.negative()))
                .helper(115, "bpf_probe_read_kernel_str", ProbeHelpers::kernelString);
    }

    private static int size(Caller c) {
        return (int) c.argument(2);
    }

    private static long failed(Caller c, long errno) {
        c.memory().clear(c.argument(1), size(c), c.fromKernel());
        return errno;
    }

    private static long kernel(Caller c) {
        if (!KernelText.kernelAddress(c.argument(3))) {
            return failed(c, Errno.ERANGE.negative());
        }
        byte[] bytes;
        try {
            bytes = size(c) == 0 ? new byte[0] : c.memory().read(c.argument(3), size(c), true);
        } catch (AccessException unreadable) {
            return failed(c, Errno.EFAULT.negative());
        }
        c.memory().write(c.argument(1), bytes, c.fromKernel());
        return 0;
    }

    /** The string's length with its final zero; what lies behind it in the destination stays. */
    private static long kernelString(Caller c) {
        if (size(c) == 0) {
            return 0;
        }
        if (!KernelText.kernelAddress(c.argument(3))) {
            return failed(c, Errno.ERANGE.negative());
        }
        c.memory().read(c.argument(1), size(c), c.fromKernel());
        return KernelText.string(c.memory(), c.argument(3), size(c)).map(text -> {
            c.memory().write(c.argument(1), text, c.fromKernel());
            return (long) text.length;
        }).orElseGet(() -> failed(c, Errno.EFAULT.negative()));
    }
}
