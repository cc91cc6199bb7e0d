package dev.xdpscope.engine.isa;

import java.util.OptionalInt;

/**
 * A function that the kernel offers programs: a helper, called by its number, or a kfunc, called by its name.
 *
 * @param id of a helper (BPF_FUNC_* in include/uapi/linux/bpf.h); empty for a kfunc
 * @param name for example {@code bpf_fib_lookup}
 * @param since the release of Linux that brought it, for example 4.18, for whatever type of program that was
 * @param xdp whether XDP programs may call it on Linux 6.18 with all of CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON
 * @param gpl of what XDP programs may call: whether only programs with a license that is compatible with the GPL may
 * @param signature its C declaration without the semicolon
 * @param note what its simulation leaves out, or why there is none; may be empty
 */
public record KernelFunction(OptionalInt id, String name, String since, boolean xdp, boolean gpl, String signature,
        String note) {}
