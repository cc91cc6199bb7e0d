/**
 * The running Linux kernel, as an oracle for the simulated one: bpf(2) through {@code java.lang.foreign}. Nothing else of
 * xdpscope needs it. Where bpf(2) is not permitted that is a value which says what is missing, and whatever is loaded goes when
 * its handle is closed. Numbers and offsets are those of include/uapi/linux/bpf.h, 6.12 and 6.18.
 */
package dev.xdpscope.engine.kernel;
