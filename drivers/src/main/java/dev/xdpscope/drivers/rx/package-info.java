/**
 * What the core kernel does with a packet past its XDP program, on bytes of simulated memory: the sk_buff and its layout, the
 * UMEM of an AF_XDP socket with its receive and transmit metadata, and GRO's comparison. Who redirects what to whom is the
 * business of {@code lab}.
 */
package dev.xdpscope.drivers.rx;
