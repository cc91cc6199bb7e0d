package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.program.MapSpec;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the maps of an object as libbpf does (src/libbpf.c, 1.5): what holds maps after those that it holds. */
final class MapCreation {
    /** The key of a data section's only value. */
    private static final byte[] FIRST = new byte[Integer.BYTES];

    private final Optional<LoadedTypes> types;
    private final List<KernelMap> made = new ArrayList<>();

    MapCreation(Optional<LoadedTypes> types) {
        this.types = types;
    }

    Answer<KernelMaps> all(List<MapSpec> specs) {
        for (MapSpec spec : specs.stream().sorted(Comparator.comparing(MapCreation::holdsMaps)).toList()) {
            switch (map(spec)) {
                case Answer.Done<KernelMap>(KernelMap map) -> made.add(map);
                case Answer.Refused<KernelMap>(int errno, String log) -> {
                    return failed(errno, "map " + spec.name());
                }
            }
        }
        KernelMaps maps = new KernelMaps(specs.stream().map(this::of).toList());
        return maps.fillWithMaps() instanceof Answer.Refused<Long>(int errno, String log)
                ? failed(errno, "the initial values of a map of maps") : new Answer.Done<>(maps);
    }

    private Answer<KernelMaps> failed(int errno, String what) {
        made.forEach(KernelMap::close);
        return new Answer.Refused<>(errno, what);
    }

    private KernelMap of(MapSpec spec) {
        return made.stream().filter(m -> m.spec() == spec).findFirst().orElseThrow();
    }

    private static boolean holdsMaps(MapSpec spec) {
        return spec.type() == MapSpec.ARRAY_OF_MAPS || spec.type() == MapSpec.HASH_OF_MAPS;
    }

    /** Makes one map; that of a data section gets its contents, and cannot be changed any more if programs only read it. */
    Answer<KernelMap> map(MapSpec spec) {
        Answer<KernelMap> typed = create(spec, true);
        // Some types of map take no BTF; libbpf tries again without it, too.
        Answer<KernelMap> answer =
                typed instanceof Answer.Refused<KernelMap> && types.isPresent() ? create(spec, false) : typed;
        return answer instanceof Answer.Done<KernelMap>(KernelMap map) ? filled(map) : answer;
    }

    private Answer<KernelMap> create(MapSpec spec, boolean typed) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena).u32(0, spec.type()).u32(4, spec.keySize())
                    .u32(8, spec.valueSize()).u32(12, spec.maxEntries()).u32(16, spec.flags()).name(28, spec.name())
                    .u64(64, spec.extra());
            inner(spec).ifPresent(map -> attributes.u32(20, map.fd()));
            types.filter(t -> typed).ifPresent(t -> {
                ProgramTypes.Pair pair = t.types().of(spec);
                if (pair.key() != 0 || pair.value() != 0) {
                    attributes.u32(48, t.fd()).u32(52, pair.key()).u32(56, pair.value());
                }
            });
            return attributes.call(Attributes.Command.MAP_CREATE).map(fd -> new KernelMap(fd, spec));
        }
    }

    /** A map like those that a map of maps is to hold. */
    private Optional<KernelMap> inner(MapSpec spec) {
        return holdsMaps(spec) ? spec.slots().stream()
                .flatMap(slot -> made.stream().filter(m -> m.spec().name().equals(slot.name()))).findFirst()
                : Optional.empty();
    }

    private static Answer<KernelMap> filled(KernelMap map) {
        if (map.spec().initial().isEmpty()) {
            return new Answer.Done<>(map);
        }
        Answer<Long> answer = map.update(FIRST, map.spec().initial().get());
        if (answer instanceof Answer.Done<Long> && (map.spec().flags() & MapSpec.RDONLY_PROG) != 0) {
            answer = map.freeze();
        }
        if (answer instanceof Answer.Refused<Long>(int errno, String log)) {
            map.close();
            return new Answer.Refused<>(errno, log);
        }
        return new Answer.Done<>(map);
    }
}
