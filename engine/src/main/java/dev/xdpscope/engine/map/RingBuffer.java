package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * BPF ring buffer (kernel/bpf/ringbuf.c, 6.12): records of any length, each behind a header of 8 bytes, from the producer to a
 * consumer in user space. A kernel maps its pages twice in a row, so that a record may cross the end; here the second half is
 * memory of its own, in which only the rest of such a record ever lies. {@code positions} holds how many bytes were ever consumed
 * and produced.
 */
public record RingBuffer(MapSpec spec, Region handle, Region data, Region positions) implements BpfMap {
    /** Bytes of {@code positions}. */
    static final int POSITIONS = 16;

    private static final int CONSUMED = 0;
    private static final int PRODUCED = 8;
    private static final int HEADER = 8;
    private static final long BUSY = 1L << 31;
    private static final long DISCARDED = 1L << 30;
    private static final long LONGEST = (1L << 30) - 1;

    @Override
    public Region values() {
        return data;
    }

    /** Makes room for a record of {@code size} bytes: its offset in the region, or empty if there is no room. */
    public OptionalInt reserve(long size) {
        long length = length(size);
        if (size < 0 || size > LONGEST || length > spec.maxEntries()
                || produced() + length - consumed() > spec.maxEntries() - 1) {
            return OptionalInt.empty();
        }
        int header = offset(produced());
        data.write(header, 4, size | BUSY);
        positions.write(PRODUCED, 8, produced() + length);
        return OptionalInt.of(header + HEADER);
    }

    /**
     * Ends a reservation.
     *
     * @param record what {@link #reserve} gave
     * @return the record's bytes
     */
    public byte[] commit(int record, boolean discard) {
        long size = data.read(record - HEADER, 4) & ~BUSY;
        data.write(record - HEADER, 4, discard ? size | DISCARDED : size);
        return data.bytes(record, (int) size);
    }

    /** Whether {@code record} is the offset of a record that is reserved and not yet committed. */
    public boolean isReserved(int record) {
        for (long at = consumed(); at < produced(); at += length(header(at) & LONGEST)) {
            if (offset(at) + HEADER == record) {
                return (header(at) & BUSY) != 0;
            }
        }
        return false;
    }

    /** Bytes ever produced. */
    public long produced() {
        return positions.read(PRODUCED, 8);
    }

    /** Bytes ever consumed. */
    public long consumed() {
        return positions.read(CONSUMED, 8);
    }

    /** What a consumer does: takes all records up to the first that is not committed. */
    public void consume() {
        while (consumed() < produced() && (header(consumed()) & BUSY) == 0) {
            positions.write(CONSUMED, 8, consumed() + length(header(consumed()) & LONGEST));
        }
    }

    /** The committed records that have not been consumed, without keys. */
    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (long at = consumed(); at < produced(); at += length(header(at) & LONGEST)) {
            if ((header(at) & (BUSY | DISCARDED)) == 0) {
                all.add(new Entry(new byte[0], List.of(data.bytes(offset(at) + HEADER, (int) header(at)))));
            }
        }
        return all;
    }

    private long header(long position) {
        return data.read(offset(position), 4);
    }

    private int offset(long position) {
        return (int) (position & spec.maxEntries() - 1);
    }

    private static long length(long size) {
        return size + HEADER + 7 & ~7L;
    }
}
