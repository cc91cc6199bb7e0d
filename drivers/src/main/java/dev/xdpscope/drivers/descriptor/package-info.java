/**
 * Descriptors: the bytes a NIC writes for each packet, their declared layout, and what the hardware writes into each field.
 * A field's bytes come from {@code Source}s: a constant, a switch of the configuration, or a {@code Role}, the documented
 * word for something the NIC knows of the packet. Nothing here knows a particular NIC.
 */
package dev.xdpscope.drivers.descriptor;
