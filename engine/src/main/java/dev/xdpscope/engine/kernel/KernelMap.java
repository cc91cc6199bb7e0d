package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.program.MapSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A map in the kernel. The values of a per-CPU map are one for each possible CPU. */
public final class KernelMap extends Handle {
    private static final int ALIGNMENT = 8;

    private final MapSpec spec;

    KernelMap(long fd, MapSpec spec) {
        super(fd);
        this.spec = spec;
    }

    public MapSpec spec() {
        return spec;
    }

    /** The kernel's number for it. */
    public int id() {
        return Info.map(fd()).u32(Info.ID);
    }

    private boolean perCpu() {
        return MapType.of(spec).filter(MapType::perCpu).isPresent();
    }

    /** Bytes of all values under a key; those of a CPU begin at a multiple of 8. */
    private int room() {
        return perCpu() ? stride() * PossibleCpus.count() : spec.valueSize();
    }

    private int stride() {
        return spec.valueSize() + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** The value for a key, of a per-CPU map that of CPU 0; empty if there is none. */
    public Optional<byte[]> lookup(byte[] key) {
        return values(key).map(List::getFirst);
    }

    /** The value for a key, of a per-CPU map that of each possible CPU; empty if there is none. */
    public Optional<List<byte[]>> values(byte[] key) {
        return read(Attributes.Command.MAP_LOOKUP_ELEM, key).map(this::split);
    }

    private Optional<byte[]> read(Attributes.Command command, byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment value = attributes.room(room());
            Answer<Long> answer = attributes.u32(0, fd()).pointer(8, key).pointer(16, value).call(command);
            return answer instanceof Answer.Done<Long>
                    ? Optional.of(Arrays.copyOf(value.toArray(ValueLayout.JAVA_BYTE), room())) : Optional.empty();
        }
    }

    private List<byte[]> split(byte[] all) {
        List<byte[]> values = new ArrayList<>();
        for (int at = 0; at == 0 || at < all.length; at += Math.max(1, stride())) {
            values.add(Arrays.copyOfRange(all, at, at + spec.valueSize()));
        }
        return values;
    }

    /** Sets the value for a key, whether or not there is one. */
    public Answer<Long> update(byte[] key, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            return new Attributes(arena).u32(0, fd()).pointer(8, key).pointer(16, value)
                    .call(Attributes.Command.MAP_UPDATE_ELEM);
        }
    }

    /** Lets user space change nothing any more: what the verifier wants before it takes a constant for one. */
    Answer<Long> freeze() {
        try (Arena arena = Arena.ofConfined()) {
            return new Attributes(arena).u32(0, fd()).call(Attributes.Command.MAP_FREEZE);
        }
    }

    /**
     * All entries of a map whose values have keys, in the kernel's order. Those without a value that user space may read are left
     * out: a cpumap's empty ones, for example.
     */
    public List<BpfMap.Entry> entries() {
        List<BpfMap.Entry> entries = new ArrayList<>();
        Optional<byte[]> key = next(Optional.empty());
        while (key.isPresent()) {
            byte[] present = key.get();
            values(present).ifPresent(values -> entries.add(new BpfMap.Entry(present, values)));
            key = next(key);
        }
        return entries;
    }

    private Optional<byte[]> next(Optional<byte[]> key) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena).u32(0, fd());
            MemorySegment next = attributes.room(spec.keySize());
            key.ifPresent(k -> attributes.pointer(8, k));
            return attributes.pointer(16, next).call(Attributes.Command.MAP_GET_NEXT_KEY) instanceof Answer.Done<Long>
                    ? Optional.of(next.asSlice(0, spec.keySize()).toArray(ValueLayout.JAVA_BYTE)) : Optional.empty();
        }
    }

    /** Takes all values out of a queue or a stack, the one that would be popped first before the others. */
    public List<byte[]> drain() {
        List<byte[]> values = new ArrayList<>();
        Optional<byte[]> value = read(Attributes.Command.MAP_LOOKUP_AND_DELETE_ELEM, new byte[0]);
        while (value.isPresent()) {
            values.add(value.get());
            value = read(Attributes.Command.MAP_LOOKUP_AND_DELETE_ELEM, new byte[0]);
        }
        return values;
    }
}
