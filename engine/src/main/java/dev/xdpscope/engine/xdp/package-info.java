/**
 * What the core kernel gives an XDP program: the {@code xdp_buff} behind its context, the {@code xdp_md} fields it sees,
 * the helpers that move the packet's pointers, and the redirect helpers as verdicts. No driver is known here.
 */
package dev.xdpscope.engine.xdp;
