package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.map.WalkedMap;
import dev.xdpscope.engine.memory.AccessException;

/**
 * {@code bpf_for_each_map_elem()} (kernel/bpf/bpf_iter.c, arraymap.c and hashtab.c, 6.18): the callback gets the map, pointers
 * to an element's key and value, and the context of the call. It may delete elements. A hash map is walked in the order in
 * which its elements took their places; a kernel's order depends on a random number of its own.
 *
 * @param map address of its handle
 * @param place of the element that the callback has
 * @param visited elements, that one included
 */
record MapWalk(long function, long map, long context, int place, int visited) implements Repetition {
    static final String HELPER = "bpf_for_each_map_elem";

    /** Arguments map, function, context, flags. */
    static HelperStep begin(Caller c) {
        if (!(MapArgument.of(c, HELPER) instanceof WalkedMap walked) || walked.shown().isEmpty()) {
            throw new AccessException(c.argument(1), 0, false, "callback function not allowed for map",
                    "an array or a hash map, LRU and per-CPU forms included");
        }
        return c.argument(4) != 0 ? new HelperStep.Return(Errno.EINVAL.negative())
                : new MapWalk(c.argument(2), c.argument(1), c.argument(3), -1, 0).next(c);
    }

    @Override
    public HelperStep after(Caller c, long r0) {
        return r0 == 0 ? next(c) : new HelperStep.Return(visited);
    }

    private HelperStep next(Caller c) {
        WalkedMap walked = (WalkedMap) c.maps().at(c.memory(), map).orElseThrow();
        int next = walked.next(place + 1);
        return next < 0 ? new HelperStep.Return(visited)
                : new HelperStep.Callback(function, map, walked.show(next, c.depth()),
                        walked.value(next, c.kernel().cpu()),
                        context, new MapWalk(function, map, context, next, visited + 1));
    }
}
