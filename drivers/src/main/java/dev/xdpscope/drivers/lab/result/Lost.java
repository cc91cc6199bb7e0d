package dev.xdpscope.drivers.lab.result;

/**
 * Something that was known of a packet and is not any more.
 *
 * @param what the hint or the sk_buff's member, for example {@code rx_hash}
 * @param why for people, in one clause
 */
public record Lost(String what, String why) {
    @Override
    public String toString() {
        return what + ": " + why;
    }
}
