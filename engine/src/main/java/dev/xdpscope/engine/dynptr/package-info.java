/**
 * Dynptrs: descriptions of memory whose size is known only when a program runs, which the program keeps on its stack and hands to
 * the kernel for every access. Here they are of the program's own memory, of a ring buffer's record, or of a packet in however
 * many buffers.
 */
package dev.xdpscope.engine.dynptr;
