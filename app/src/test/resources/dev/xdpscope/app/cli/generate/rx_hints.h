/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the XDP program leaves right in front of each packet. The descriptor's address is that of the packet, and says
 * nothing of metadata: that there are 24 bytes is agreed between program and consumer by this file. A hint whose bit in
 * hint_valid is clear was not to be had for this packet, and its members are 0.
 */
#ifndef RX_HINTS_H
#define RX_HINTS_H

#define RX_HINTS_SIZE 24

enum rx_hints_valid {
	HINT_TIMESTAMP = 1, /* rx_timestamp is the NIC's */
	HINT_HASH = 2, /* rx_hash and rx_hash_type are the NIC's */
	HINT_VLAN = 4, /* the NIC took a tag out of the packet, and here it is */
	HINT_SOFTWARE_TIMESTAMP = 8, /* rx_timestamp is CLOCK_TAI when the program ran */
};

struct rx_hints {
	unsigned long long rx_timestamp; /* +0: nanoseconds of the NIC's clock, or CLOCK_TAI */
	unsigned int rx_hash; /* +8: receive-side-scaling hash */
	unsigned int rx_hash_type; /* +12: what was hashed: enum xdp_rss_hash_type */
	unsigned short rx_vlan_proto; /* +16: protocol of the tag, in network byte order */
	unsigned short rx_vlan_tci; /* +18: VID in bits 11:0, DEI 12, PCP 15:13 */
	unsigned int hint_valid; /* +20: bits of enum rx_hints_valid */
};

/* The hints of the packet at this address: what xsk_umem__get_data() gives for the descriptor's addr. */
static inline struct rx_hints rx_hints_of(const void *packet)
{
	struct rx_hints hints;

	__builtin_memcpy(&hints, (const char *)packet - RX_HINTS_SIZE, RX_HINTS_SIZE);
	return hints;
}

#endif
