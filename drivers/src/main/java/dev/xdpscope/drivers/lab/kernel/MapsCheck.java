package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares the contents of maps: of hash maps in whatever order, of redirect maps only what is not 0, of per-CPU maps the values of
 * the CPU that the program ran on, and that all others are 0.
 */
final class MapsCheck {
    /** What user space cannot read, or what stands for something else there. */
    private static final Set<Integer> UNREAD = Set.of(MapSpec.XSKMAP, MapSpec.PROG_ARRAY, MapSpec.ARRAY_OF_MAPS,
            MapSpec.HASH_OF_MAPS, MapSpec.BLOOM_FILTER, MapSpec.RINGBUF, MapSpec.PERF_EVENT_ARRAY);
    private static final Set<Integer> REDIRECT = Set.of(MapSpec.DEVMAP, MapSpec.DEVMAP_HASH, MapSpec.CPUMAP);
    private static final Set<Integer> WITHOUT_KEYS = Set.of(MapSpec.QUEUE, MapSpec.STACK);

    private final int ourCpu;
    private final int kernelsCpu;

    MapsCheck(int ourCpu, int kernelsCpu) {
        this.ourCpu = ourCpu;
        this.kernelsCpu = kernelsCpu;
    }

    /** Whether the contents of such a map can be compared. */
    static boolean readable(MapSpec spec) {
        return !UNREAD.contains(spec.type());
    }

    List<Difference> compare(MapContents ours, KernelMap kernels) {
        if (WITHOUT_KEYS.contains(ours.spec().type())) {
            return ordered("value", ours.entries().stream().map(e -> e.values().getFirst()).toList(),
                    kernels.drain());
        }
        boolean redirect = REDIRECT.contains(ours.spec().type());
        return keyed(byKey(ours.entries(), redirect), byKey(kernels.entries(), redirect), ours.spec());
    }

    /** Compares values, or what was sent, one after the other. */
    static List<Difference> ordered(String what, List<byte[]> ours, List<byte[]> kernels) {
        List<Difference> differences = new ArrayList<>(
                Difference.of("number of " + what + "s", ours.size(), kernels.size()));
        for (int i = 0; i < Math.min(ours.size(), kernels.size()); i++) {
            differences.addAll(Difference.ofBytes(what + " " + i, ours.get(i), kernels.get(i)));
        }
        return differences;
    }

    private static Map<String, List<byte[]>> byKey(List<BpfMap.Entry> entries, boolean withoutZeros) {
        Map<String, List<byte[]>> byKey = new LinkedHashMap<>();
        entries.stream().filter(e -> !withoutZeros || !zero(e.values().getFirst()))
                .forEach(e -> byKey.put(HexFormat.of().formatHex(e.key()), e.values()));
        return byKey;
    }

    private List<Difference> keyed(Map<String, List<byte[]>> ours, Map<String, List<byte[]>> kernels, MapSpec spec) {
        List<Difference> differences = new ArrayList<>();
        ours.forEach((key, values) -> {
            List<byte[]> there = kernels.get(key);
            if (there == null) {
                differences.add(new Difference(name(key, spec), -1, "present", "absent"));
            } else {
                differences.addAll(values(name(key, spec), values, there, spec));
            }
        });
        kernels.keySet().stream().filter(key -> !ours.containsKey(key))
                .forEach(key -> differences.add(new Difference(name(key, spec), -1, "absent", "present")));
        return differences;
    }

    private static String name(String key, MapSpec spec) {
        return spec.isData() ? "data" : "key " + key;
    }

    private List<Difference> values(String name, List<byte[]> ours, List<byte[]> kernels, MapSpec spec) {
        if (MapType.of(spec).filter(MapType::perCpu).isEmpty()) {
            return Difference.ofBytes(name, ours.getFirst(), kernels.getFirst());
        }
        List<Difference> differences =
                new ArrayList<>(Difference.ofBytes(name, ours.get(ourCpu), kernels.get(kernelsCpu)));
        IntStream.range(0, kernels.size()).filter(cpu -> cpu != kernelsCpu && !zero(kernels.get(cpu)))
                .forEach(cpu -> differences.addAll(Difference.ofBytes(name + " of CPU " + cpu,
                        new byte[spec.valueSize()], kernels.get(cpu))));
        return differences;
    }

    private static boolean zero(byte[] bytes) {
        return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] == 0);
    }
}
