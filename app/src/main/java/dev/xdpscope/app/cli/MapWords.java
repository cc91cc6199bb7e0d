package dev.xdpscope.app.cli;

import dev.xdpscope.engine.program.MapSpec;

/** Map types in words. */
final class MapWords {
    private MapWords() {}

    /** The kernel's name without its prefix, in small letters, for example {@code percpu_array}. */
    static String type(MapSpec spec) {
        return switch (spec.type()) {
            case MapSpec.HASH -> "hash";
            case MapSpec.ARRAY -> "array";
            case MapSpec.PERCPU_HASH -> "percpu_hash";
            case MapSpec.PERCPU_ARRAY -> "percpu_array";
            case MapSpec.DEVMAP -> "devmap";
            case MapSpec.CPUMAP -> "cpumap";
            case MapSpec.XSKMAP -> "xskmap";
            case MapSpec.DEVMAP_HASH -> "devmap_hash";
            default -> "type " + spec.type();
        };
    }

    /** Whether each key has a value per CPU. */
    static boolean perCpu(MapSpec spec) {
        return spec.type() == MapSpec.PERCPU_HASH || spec.type() == MapSpec.PERCPU_ARRAY;
    }
}
