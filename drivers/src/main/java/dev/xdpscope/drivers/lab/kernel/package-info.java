/**
 * A scenario in the running kernel. {@link dev.xdpscope.drivers.lab.kernel.KernelCheck} is the way in: what the scenario gave here is
 * compared with what the kernel makes of the same program and the same packets.
 */
package dev.xdpscope.drivers.lab.kernel;
