package dev.xdpscope.drivers.lab.author;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.tc.SkbLayout;

/** An sk_buff as a driver has filled it. Immutable. */
public final class BuiltSkb {
    private final SkbLayout layout;
    private final byte[] bytes;

    BuiltSkb(SkbLayout layout, byte[] bytes) {
        this.layout = layout;
        this.bytes = bytes;
    }

    /**
     * A member, unsigned; what has network byte order in the kernel is read as the (little-endian) machine reads it.
     *
     * @param name for example {@code hash} or {@code vlan_tci}
     * @throws ProblemException if the sk_buff has no such member of up to 8 bytes
     */
    public long field(String name) {
        SkbLayout.Member member = layout.member(name).filter(m -> m.size() <= 8)
                .orElseThrow(
                        () -> new ProblemException(Place.NOWHERE, "there is no member " + name + " in struct sk_buff",
                                "Name one that the NIC's C source declares, or one of the core's."));
        long value = 0;
        for (int i = member.size() - 1; i >= 0; i--) {
            value = value << 8 | bytes[member.offset() + i] & 0xff;
        }
        return member.bits() == 64 ? value : value >>> member.bit() & (1L << member.bits()) - 1;
    }
}
