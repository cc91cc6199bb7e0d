/**
 * What the core kernel gives a tc program: the fields of {@code struct __sk_buff}, the helpers beside the common ones, and the
 * verdicts. The layout of the sk_buff behind them is told by whoever simulates the receive path.
 */
package dev.xdpscope.engine.tc;
