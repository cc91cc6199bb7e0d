package dev.xdpscope.drivers.lab.generate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The header for the consumer, which the program's source includes too. */
final class AfXdpHeader {
    private static final String TEXT = """
            /* SPDX-License-Identifier: MIT OR GPL-2.0-only */
            /*
             * What the XDP program leaves right in front of each packet. The descriptor's address is that of the packet, and says
             * nothing of metadata: that there are %d bytes is agreed between program and consumer by this file. A hint whose bit in
             * hint_valid is clear was not to be had for this packet, and its members are 0.
             */
            #ifndef RX_HINTS_H
            #define RX_HINTS_H

            #define RX_HINTS_SIZE %d

            enum rx_hints_valid {
            %s
            };

            struct rx_hints {
            %s
            };

            /* The hints of the packet at this address: what xsk_umem__get_data() gives for the descriptor's addr. */
            static inline struct rx_hints rx_hints_of(const void *packet)
            {
            	struct rx_hints hints;

            	__builtin_memcpy(&hints, (const char *)packet - RX_HINTS_SIZE, RX_HINTS_SIZE);
            	return hints;
            }

            #endif
            """;

    private AfXdpHeader() {}

    static String text() {
        String valid = Arrays.stream(HintsLayout.Valid.values())
                .map(v -> "\t%s = %d, /* %s */".formatted(v.name(), v.bit(), v.about())).collect(Collectors.joining("\n"));
        String members = HintsLayout.MEMBERS.stream()
                .map(m -> "\t%s %s; /* +%d: %s */".formatted(m.type(), m.name(), m.offset(), m.about()))
                .collect(Collectors.joining("\n"));
        return TEXT.formatted(HintsLayout.SIZE, HintsLayout.SIZE, valid, members);
    }
}
