package dev.xdpscope.engine.call;

import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.program.MapSpec;

/**
 * The map that a helper is given, checked as the verifier would have, in the words of {@code check_map_func_compatibility()}
 * (kernel/bpf/verifier.c, 6.12).
 */
public final class MapArgument {
    private MapArgument() {}

    /**
     * @param helper the helper's name
     * @throws AccessException if the argument is no map, or one that the helper cannot take
     */
    static BpfMap of(Caller c, String helper) {
        return of(c, 1, helper);
    }

    /**
     * @param number which argument
     * @param helper the helper's name
     * @throws AccessException if the argument is no map, or one that the helper cannot take
     */
    public static BpfMap of(Caller c, int number, String helper) {
        BpfMap map = c.map(number);
        if (!MapType.of(map.spec()).orElseThrow().allows(helper)) {
            throw new AccessException(c.argument(number), 0, false, "cannot pass map_type " + map.spec().type()
                    + " into func " + helper + "#" + HelperNames.id(helper).orElseThrow(), "a map of another type");
        }
        return map;
    }

    /** The same for a helper that changes the map. */
    static BpfMap writable(Caller c, String helper) {
        BpfMap map = of(c, helper);
        if ((map.spec().flags() & MapSpec.RDONLY_PROG) != 0) {
            throw new AccessException(c.argument(1), 0, true, "change of read-only map " + map.spec().name(),
                    "a map that the program may write");
        }
        return map;
    }
}
