package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.run.Executable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts receivers into redirect maps as user space does with {@code bpf_map_update_elem()}. Values are a number and, where a
 * program is attached and the value has room, the program's: {@code struct bpf_devmap_val}, {@code struct bpf_cpumap_val}
 * (include/uapi/linux/bpf.h, 6.12), or a socket's file descriptor.
 */
final class RedirectMaps {
    /** Numbers of programs and descriptors of sockets begin here: any that are not 0 will do. */
    private static final int FIRST_ID = 16;

    private static final int WITH_PROGRAM = 8;

    private final List<BpfMap> maps;
    private final KernelSettings kernel;
    private int next = FIRST_ID;

    RedirectMaps(List<Executable> programs, KernelSettings kernel) {
        this.maps = programs.stream().flatMap(e -> e.maps().all().stream()).distinct()
                .filter(m -> !kind(m.spec()).isEmpty()).toList();
        this.kernel = kernel;
    }

    private static String kind(MapSpec spec) {
        return switch (spec.type()) {
            case MapSpec.DEVMAP, MapSpec.DEVMAP_HASH -> "devmap";
            case MapSpec.CPUMAP -> "cpumap";
            case MapSpec.XSKMAP -> "xskmap";
            default -> "";
        };
    }

    /**
     * Fills the entry of a receiver, in every program's map of that name.
     *
     * @throws ProblemException if there is no such map, or it refuses
     */
    void fill(Receiver receiver) {
        receiver.entry().ifPresent(entry -> {
            List<BpfMap> named = maps.stream().filter(m -> m.spec().name().equals(entry.map())).toList();
            if (named.isEmpty()) {
                Set<String> names =
                        maps.stream().map(m -> m.spec().name()).collect(Collectors.toCollection(TreeSet::new));
                throw new ProblemException(receiver.place(), "no program has a redirect map " + entry.map(),
                        names.isEmpty() ? "The programs have no devmap, cpumap or xskmap at all."
                                : Nearest.remedy(entry.map(), names));
            }
            named.forEach(map -> put(receiver, entry, map));
        });
    }

    private void put(Receiver receiver, Receiver.Entry entry, BpfMap map) {
        String wanted = receiver.mapKind();
        if (!kind(map.spec()).equals(wanted)) {
            throw new ProblemException(receiver.place(), "map " + entry.map() + " is a " + kind(map.spec()) + ", not a "
                    + wanted, "Name another map.");
        }
        boolean program = receiver.attachesInEntry() && receiver.attached().isPresent();
        if (program && map.spec().valueSize() < WITH_PROGRAM) {
            throw new ProblemException(receiver.place(), "map " + entry.map() + " has values of "
                    + map.spec().valueSize() + " bytes, which have no place for a program",
                    "Declare the map's value as struct bpf_" + wanted + "_val.");
        }
        if (receiver instanceof Receiver.Cpu && entry.key() >= kernel.cpus()) {
            throw new ProblemException(receiver.place(), "there is no CPU " + entry.key() + " (-ENODEV)",
                    "The scenario's kernel has " + kernel.cpus() + "; set kernel.cpus.");
        }
        update(receiver, entry, map, program);
    }

    private void update(Receiver receiver, Receiver.Entry entry, BpfMap map, boolean program) {
        int number = receiver.mapValue().orElseGet(() -> next++);
        ByteBuffer value = ByteBuffer.allocate(Math.max(WITH_PROGRAM, map.spec().valueSize()))
                .order(ByteOrder.LITTLE_ENDIAN).putInt(number).putInt(program ? next++ : 0);
        byte[] key = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) entry.key()).array();
        byte[] bytes = java.util.Arrays.copyOf(value.array(), map.spec().valueSize());
        long result = map.spec().keySize() == key.length ? map.update(key, bytes, BpfMap.BPF_ANY, 0)
                : Errno.EINVAL.negative();
        if (result != 0) {
            throw new ProblemException(receiver.place(), "map " + entry.map() + " does not take key " + entry.key()
                    + ": " + Errno.shown((int) result)
                    + (result == Errno.E2BIG.negative() ? ", it has " + map.spec().maxEntries() + " entries" : ""),
                    "Choose another key, or correct the map's definition.");
        }
    }
}
