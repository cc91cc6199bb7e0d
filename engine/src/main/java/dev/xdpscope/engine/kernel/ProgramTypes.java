package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The types that the kernel wants with a program: those of its functions and of its maps' keys and values, and whatever they
 * need. Variables and sections are left out, of which a compiler's object has sizes and offsets that only a linker would know.
 *
 * @param bytes as BTF
 * @param functions ids of the functions, in the program's order
 * @param maps ids of key and value by the map's name
 */
record ProgramTypes(byte[] bytes, List<Integer> functions, Map<String, Pair> maps) {
    /** Types of a map's key and value; 0 where it has none. */
    record Pair(int key, int value) {}

    private static final Pair NONE = new Pair(0, 0);

    /** @param types the object's */
    static ProgramTypes of(List<ProgramFunction> functions, List<MapSpec> maps, Btf types) {
        TypeCopy copy = new TypeCopy(types);
        List<Integer> ofFunctions = functions.stream().map(f -> copy.function(f.name(), own(f, types))).toList();
        Map<String, Pair> ofMaps = new HashMap<>();
        for (MapSpec map : maps) {
            declared(map.name(), types).ifPresent(struct -> ofMaps.put(map.name(),
                    new Pair(copy.pointedAt(struct, "key"), copy.pointedAt(struct, "value"))));
        }
        return new ProgramTypes(copy.bytes(), ofFunctions, Map.copyOf(ofMaps));
    }

    /** Types of a map's key and value. */
    Pair of(MapSpec map) {
        return maps.getOrDefault(map.name(), NONE);
    }

    private static OptionalInt own(ProgramFunction function, Btf types) {
        return types.named(function.name()).stream().mapToInt(i -> i)
                .filter(i -> types.type(i) instanceof BtfType.Func).findFirst();
    }

    /** The structure by which a map is declared. */
    private static Optional<BtfType.Struct> declared(String map, Btf types) {
        return types.named(map).stream().map(types::type).filter(BtfType.Variable.class::isInstance)
                .map(v -> types.resolved(((BtfType.Variable) v).type())).filter(BtfType.Struct.class::isInstance)
                .map(BtfType.Struct.class::cast).findFirst();
    }
}
