package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.map.BloomFilter;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.QueueMap;
import java.util.Optional;

/** The helpers of maps whose values have no keys: queue, stack, bloom filter (kernel/bpf/helpers.c, 6.12). */
final class MapQueues {
    private static final byte[] NO_KEY = new byte[0];

    private MapQueues() {}

    /** Arguments map, value, flags. */
    static long push(Caller c) {
        BpfMap map = MapArgument.writable(c, "bpf_map_push_elem");
        byte[] value = c.memory().read(c.argument(2), map.spec().valueSize(), c.fromKernel());
        long result = map instanceof QueueMap queue ? queue.push(value, c.argument(3))
                : ((BloomFilter) map).push(value, c.argument(3));
        c.tell(new CallEvent.MapChanged(map.spec().name(), NO_KEY, value, result));
        return result;
    }

    /** Arguments map, value (output). */
    static long pop(Caller c) {
        QueueMap queue = (QueueMap) MapArgument.writable(c, "bpf_map_pop_elem");
        long result = give(c, queue, queue.pop());
        c.tell(new CallEvent.MapChanged(queue.spec().name(), NO_KEY, NO_KEY, result));
        return result;
    }

    /** Arguments map, value: an output, but what to look for in a bloom filter. */
    static long peek(Caller c) {
        BpfMap map = MapArgument.of(c, "bpf_map_peek_elem");
        return map instanceof QueueMap queue ? give(c, queue, queue.peek())
                : ((BloomFilter) map).peek(c.memory().read(c.argument(2), map.spec().valueSize(), c.fromKernel()));
    }

    /** Without a value the output is zeroed. */
    private static long give(Caller c, QueueMap queue, Optional<byte[]> value) {
        c.memory().write(c.argument(2), value.orElseGet(() -> new byte[queue.spec().valueSize()]), c.fromKernel());
        return value.isPresent() ? 0 : Errno.ENOENT.negative();
    }
}
