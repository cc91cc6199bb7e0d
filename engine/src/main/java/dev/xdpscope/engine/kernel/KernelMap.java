package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.program.MapSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** A map in the kernel. One of a per-CPU type has one value for each possible CPU, which {@link #lookup} has no room for. */
public final class KernelMap extends Handle {
    private final MapSpec spec;

    KernelMap(long fd, MapSpec spec) {
        super(fd);
        this.spec = spec;
    }

    public MapSpec spec() {
        return spec;
    }

    /** The value for a key; empty if there is none. */
    public Optional<byte[]> lookup(byte[] key) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment value = attributes.room(spec.valueSize());
            Answer<Long> answer = attributes.u32(0, fd()).pointer(8, key).pointer(16, value)
                    .call(Attributes.Command.MAP_LOOKUP_ELEM);
            return answer instanceof Answer.Done<Long>
                    ? Optional.of(value.asSlice(0, spec.valueSize()).toArray(ValueLayout.JAVA_BYTE)) : Optional.empty();
        }
    }

    /** Sets the value for a key, whether or not there is one. */
    public Answer<Long> update(byte[] key, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            return new Attributes(arena).u32(0, fd()).pointer(8, key).pointer(16, value)
                    .call(Attributes.Command.MAP_UPDATE_ELEM);
        }
    }
}
