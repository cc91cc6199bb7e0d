package dev.xdpscope.drivers.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An interface description block (draft-ietf-opsawg-pcapng).
 *
 * @param linkType LINKTYPE_ number
 * @param snapLength most captured bytes of a packet; 0 for no limit
 * @param unit of its packets' timestamps
 */
record PcapngInterface(int linkType, long snapLength, TimestampUnit unit) {
    private static final int MAX_OPTIONS = 1 << 20;
    private static final int END_OF_OPTIONS = 0;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    /** @param block behind its length field */
    static PcapngInterface read(PcapngBlock block, ByteOrder order) throws IOException {
        ByteBuffer fixed = block.take(8, order);
        int linkType = fixed.getShort(0) & 0xffff;
        long snapLength = Integer.toUnsignedLong(fixed.getInt(4));
        if (block.left() > MAX_OPTIONS) {
            throw block.problem("an interface has %d bytes of options".formatted(block.left()));
        }
        ByteBuffer options = block.take((int) block.left(), order);
        return new PcapngInterface(linkType, snapLength, unit(options, block));
    }

    private static TimestampUnit unit(ByteBuffer options, PcapngBlock block) {
        TimestampUnit unit = TimestampUnit.MICROSECONDS;
        while (options.remaining() >= 4) {
            int code = options.getShort() & 0xffff;
            int length = options.getShort() & 0xffff;
            if (code == END_OF_OPTIONS) {
                break;
            }
            if (length > options.remaining()) {
                throw block.problem("option %d of an interface is %d bytes long, and %d are left"
                        .formatted(code, length, options.remaining()));
            }
            int value = options.position();
            if (code == IF_TSRESOL && length == 1) {
                unit = unit.resolution(options.get(value));
            } else if (code == IF_TSOFFSET && length == 8) {
                unit = unit.offset(options.getLong(value));
            }
            options.position(Math.min(options.limit(), value + (length + 3 & ~3)));
        }
        return unit;
    }
}
