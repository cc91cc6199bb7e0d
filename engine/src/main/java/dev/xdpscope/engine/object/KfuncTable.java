package dev.xdpscope.engine.object;

import dev.xdpscope.engine.program.Kfunc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kfuncs that a program calls, in the order of their first call. */
final class KfuncTable {
    private final List<Kfunc> kfuncs = new ArrayList<>();
    private final Map<Called, Integer> indexes = new HashMap<>();

    /** Two flavours of one kfunc may be declared with different parameters. */
    private record Called(String name, int parameters) {}

    static KfuncTable of(List<PlacedFunction> pieces) {
        KfuncTable table = new KfuncTable();
        for (PlacedFunction piece : pieces) {
            for (int slot = 0; slot < piece.code().size(); slot++) {
                if (piece.references().get(slot) instanceof Reference.KfuncCall call) {
                    table.add(call);
                }
            }
        }
        return table;
    }

    List<Kfunc> kfuncs() {
        return List.copyOf(kfuncs);
    }

    int index(Reference.KfuncCall call) {
        return indexes.get(new Called(call.name(), call.parameters()));
    }

    private void add(Reference.KfuncCall call) {
        if (indexes.putIfAbsent(new Called(call.name(), call.parameters()), kfuncs.size()) == null) {
            kfuncs.add(new Kfunc(call.name(), call.parameters(), call.weak(), new Kfunc.Binding.Unbound()));
        }
    }
}
