/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory that the simulation keeps behind a driver's wrapper of the xdp_buff. Unrolled code that calls a function has no
 * stack: it saves what it needs of r1 to r5 here. A function that it calls for a value leaves the value in r[0] and returns
 * its context. In templates the slots are scratch.r0 to scratch.r5.
 */
#ifndef XDPSCOPE_SCRATCH_H
#define XDPSCOPE_SCRATCH_H

#include "xdpscope_kernel.h"

struct scratch_area {
	u64 r[6];
};

#define SCRATCH(ctx) ((struct scratch_area *)((ctx) + 1))

#endif
