/**
 * Simulated memory: typed regions with bounds and permissions under 64-bit addresses. An address is
 * {@code 0xffff} in bits 63–48, the region's id in bits 47–32 and the byte offset in bits 31–0, so that it looks and
 * behaves like a kernel pointer and every stray access can be explained. Snapshots share unchanged 4 KiB pages.
 */
package dev.xdpscope.engine.memory;
