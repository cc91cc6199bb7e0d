package dev.xdpscope.engine.object;

import dev.xdpscope.engine.program.Kfunc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kfuncs that a program calls, in the order of their first call. */
final class KfuncTable {
    private final List<Kfunc> kfuncs = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    static KfuncTable of(List<Piece> pieces) {
        KfuncTable table = new KfuncTable();
        for (Piece piece : pieces) {
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

    int index(String name) {
        return indexes.get(name);
    }

    private void add(Reference.KfuncCall call) {
        if (indexes.putIfAbsent(call.name(), kfuncs.size()) == null) {
            kfuncs.add(new Kfunc(call.name(), call.parameters(), call.weak(), new Kfunc.Binding.Unbound()));
        }
    }
}
