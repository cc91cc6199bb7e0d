package dev.xdpscope.drivers.lab.result;

/**
 * A field of the sk_buff built for XDP_PASS.
 *
 * @param name the kernel's field name
 * @param value unsigned
 * @param text the value for people, for example {@code CHECKSUM_UNNECESSARY}
 * @param from where it came from, for example {@code cqe64.rss_hash_result}; {@code not set} if the driver left it zero
 */
public record SkbField(String name, long value, String text, String from) {}
