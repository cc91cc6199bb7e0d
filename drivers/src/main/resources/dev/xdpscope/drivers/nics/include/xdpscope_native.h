/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a driver calls of the kernel that is no computation: it has no body here, xdpscope does it. The Java side is
 * DriverCalls.
 */
#ifndef XDPSCOPE_NATIVE_H
#define XDPSCOPE_NATIVE_H

#include "xdpscope_kernel.h"

#define NATIVE extern __attribute__((section(".ksyms")))

struct spinlock {
	u32 locked;
};

NATIVE void spin_lock(struct spinlock *lock);
NATIVE void spin_unlock(struct spinlock *lock);

/* Reads a device register, in an object that nic.json calls a device; nothing else reads those. */
NATIVE u32 readl(const u32 *address);

/*
 * What the flow dissector makes of a frame: a hash of its addresses, ports and the like in bits 31:0, never 0; whether ports or
 * an IPv6 flow label are in it, in bit 32.
 */
NATIVE u64 flow_hash(const void *frame, u32 length);

#endif
