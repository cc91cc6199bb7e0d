package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The maps of an object in the kernel, in its order, with what their declarations put into them. */
public final class KernelMaps implements AutoCloseable {
    private final List<KernelMap> all;

    KernelMaps(List<KernelMap> all) {
        this.all = List.copyOf(all);
    }

    /** In the order of the object's table. */
    public List<KernelMap> all() {
        return all;
    }

    /** The map of that name; empty if there is none. */
    public Optional<KernelMap> named(String name) {
        return all.stream().filter(m -> m.spec().name().equals(name)).findFirst();
    }

    /** Puts programs where declarations name them: the first refusal if there is one. */
    public Answer<Long> fill(Map<String, KernelProgram> programs) {
        Answer<Long> answer = new Answer.Done<>(0L);
        for (KernelMap map : all) {
            if (map.spec().type() == MapSpec.PROG_ARRAY) {
                for (MapSpec.Slot slot : map.spec().slots()) {
                    Optional<KernelProgram> program = Optional.ofNullable(programs.get(slot.name()));
                    if (program.isPresent() && answer instanceof Answer.Done<Long>) {
                        answer = map.update(number(slot.key()), number(program.get().fd()));
                    }
                }
            }
        }
        return answer;
    }

    /** Puts maps where declarations name them. */
    Answer<Long> fillWithMaps() {
        Answer<Long> answer = new Answer.Done<>(0L);
        for (KernelMap map : all) {
            if (map.spec().type() != MapSpec.PROG_ARRAY) {
                for (MapSpec.Slot slot : map.spec().slots()) {
                    Optional<KernelMap> inner = named(slot.name());
                    if (inner.isPresent() && answer instanceof Answer.Done<Long>) {
                        answer = map.update(number(slot.key()), number(inner.get().fd()));
                    }
                }
            }
        }
        return answer;
    }

    /** Four bytes, as keys of arrays and descriptors are. */
    public static byte[] number(int n) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array();
    }

    @Override
    public void close() {
        all.forEach(KernelMap::close);
    }
}
