/**
 * Packets: reading them from pcap and pcapng files, writing them to pcapng, and parsing a frame as far as a NIC's own
 * parser does. Also what a NIC computes from a frame before any driver runs: the Toeplitz hash, VLAN stripping and
 * checksums. Any bytes may be given: a capture file that cannot be used is a {@link
 * dev.xdpscope.drivers.packet.CaptureException}, and a frame that cannot be parsed is one with fewer layers.
 */
package dev.xdpscope.drivers.packet;
