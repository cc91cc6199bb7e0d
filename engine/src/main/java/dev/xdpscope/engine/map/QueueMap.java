package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queue and stack (kernel/bpf/queue_stack_maps.c, 6.12): values without keys, in a ring of slots. The region {@code ends} holds
 * the slot that is filled next and the number of values.
 */
public record QueueMap(MapSpec spec, Region handle, Slab slab, Region ends) implements BpfMap {
    /** Bytes of {@code ends}. */
    static final int ENDS = 8;

    private static final int HEAD = 0;
    private static final int COUNT = 4;

    @Override
    public Region values() {
        return slab.region();
    }

    /** Adds a value: with {@code BPF_EXIST} a full map loses its oldest. 0 or a negative errno. */
    public long push(byte[] value, long flags) {
        if (flags != BPF_ANY && flags != BPF_EXIST) {
            return Errno.EINVAL.negative();
        }
        if (count() == spec.maxEntries()) {
            if (flags != BPF_EXIST) {
                return Errno.E2BIG.negative();
            }
            ends.write(COUNT, 4, count() - 1L);
        }
        slab.put(head(), 0, value);
        ends.write(HEAD, 4, (head() + 1) % spec.maxEntries());
        ends.write(COUNT, 4, count() + 1L);
        return 0;
    }

    /** The value that goes next, the oldest of a queue and the latest of a stack; empty if there is none. */
    public Optional<byte[]> peek() {
        return count() == 0 ? Optional.empty() : Optional.of(value(next()));
    }

    /** The value that goes next, removed. */
    public Optional<byte[]> pop() {
        Optional<byte[]> value = peek();
        if (value.isPresent()) {
            if (isStack()) {
                ends.write(HEAD, 4, next());
            }
            ends.write(COUNT, 4, count() - 1L);
        }
        return value;
    }

    /** The values without keys, in the order in which they would be popped. */
    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            int slot = isStack() ? slot(count() - 1 - i) : slot(i);
            all.add(new Entry(new byte[0], List.of(value(slot))));
        }
        return all;
    }

    private boolean isStack() {
        return spec.type() == MapSpec.STACK;
    }

    private int next() {
        return slot(isStack() ? count() - 1 : 0);
    }

    /** Slot of the value that is {@code age} younger than the oldest. */
    private int slot(int age) {
        return Math.floorMod(head() - count() + age, spec.maxEntries());
    }

    private byte[] value(int slot) {
        return slab.all(slot).getFirst();
    }

    private int head() {
        return (int) ends.read(HEAD, 4);
    }

    private int count() {
        return (int) ends.read(COUNT, 4);
    }
}
