/**
 * Programs made for a NIC. {@link dev.xdpscope.drivers.lab.generate.AfXdp} is the way in: it gives an XDP program for an
 * AF_XDP consumer as C and as an object that needs no compiler, and the header that tells the consumer where hints lie.
 */
package dev.xdpscope.drivers.lab.generate;
