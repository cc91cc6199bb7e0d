package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.map.RingBuffer;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.OptionalInt;

/** The helpers that send records to user space through a ring buffer (kernel/bpf/ringbuf.c, 6.12). */
public final class RecordHelpers {
    private static final long WAKEUP_FLAGS = 3;

    private RecordHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(130, "bpf_ringbuf_output", RecordHelpers::output)
                .helper(131, "bpf_ringbuf_reserve", RecordHelpers::reserve)
                .helper(132, "bpf_ringbuf_submit", c -> commit(c, c.argument(1), false))
                .helper(133, "bpf_ringbuf_discard", c -> commit(c, c.argument(1), true))
                .helper(134, "bpf_ringbuf_query", RecordHelpers::query);
    }

    /** Arguments map, data, size, flags. */
    private static long output(Caller c) {
        RingBuffer ring = (RingBuffer) MapArgument.of(c, "bpf_ringbuf_output");
        if ((c.argument(4) & ~WAKEUP_FLAGS) != 0) {
            return Errno.EINVAL.negative();
        }
        OptionalInt record = ring.reserve(c.argument(3));
        if (record.isEmpty()) {
            return Errno.EAGAIN.negative();
        }
        byte[] bytes = c.memory().read(c.argument(2), (int) c.argument(3), c.fromKernel());
        ring.data().put(record.getAsInt(), bytes);
        ring.commit(record.getAsInt(), false);
        c.tell(new CallEvent.Sent(ring.spec().name(), bytes));
        return 0;
    }

    /** Arguments map, size, flags; gives the record's address or 0. */
    private static long reserve(Caller c) {
        RingBuffer ring = (RingBuffer) MapArgument.of(c, "bpf_ringbuf_reserve");
        OptionalInt record = c.argument(3) == 0 ? ring.reserve(c.argument(2)) : OptionalInt.empty();
        return record.isPresent() ? ring.data().address(record.getAsInt()) : 0;
    }

    /**
     * Ends the reservation of a record.
     *
     * @param address of the record's first byte
     * @throws AccessException if there is no reserved record
     */
    public static long commit(Caller c, long address, boolean discard) {
        Region region = c.memory().region(address).orElseThrow(() -> none(address));
        RingBuffer ring = c.maps().all().stream().filter(m -> m instanceof RingBuffer && m.values() == region)
                .map(RingBuffer.class::cast).findFirst().orElseThrow(() -> none(address));
        int record = Memory.offset(address);
        if (!ring.isReserved(record)) {
            throw none(address);
        }
        byte[] bytes = ring.commit(record, discard);
        if (!discard) {
            c.tell(new CallEvent.Sent(ring.spec().name(), bytes));
        }
        return 0;
    }

    private static AccessException none(long address) {
        return new AccessException(address, 0, true, "r1 is not a reserved record of a ring buffer",
                "what bpf_ringbuf_reserve gave, once");
    }

    /** Arguments map, flags: BPF_RB_AVAIL_DATA, BPF_RB_RING_SIZE, BPF_RB_CONS_POS, BPF_RB_PROD_POS. */
    private static long query(Caller c) {
        RingBuffer ring = (RingBuffer) MapArgument.of(c, "bpf_ringbuf_query");
        return switch ((int) c.argument(2)) {
            case 0 -> ring.produced() - ring.consumed();
            case 1 -> ring.spec().maxEntries();
            case 2 -> ring.consumed();
            case 3 -> ring.produced();
            default -> 0;
        };
    }
}
