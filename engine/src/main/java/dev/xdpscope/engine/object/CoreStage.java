package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.object.core.CoreNumber;
import dev.xdpscope.engine.object.core.CorePatch;
import dev.xdpscope.engine.object.core.CoreResolver;
import dev.xdpscope.engine.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Applies an object's CO-RE records to the functions of one program. Without a target every number stays as compiled:
 * it is right for the object's own types.
 */
final class CoreStage {
    private static final int SLOT = 8;

    private final List<CoreRelocation> records;
    private final Optional<Btf> types;
    private final Optional<Btf> target;
    private final Place file;

    CoreStage(List<CoreRelocation> records, Optional<Btf> types, Optional<Btf> target, Place file) {
        this.records = records;
        this.types = types;
        this.target = target;
        this.file = file;
    }

    /** Is told of each changed instruction, and why. */
    interface Changed {
        void at(int insn, String why);
    }

    void apply(List<PlacedFunction> pieces, List<Insn> code, Changed changed) {
        each(pieces, (resolver, record, piece) -> patch(resolver, record, piece, code, changed));
    }

    /** What the target lacks of what these functions ask for, in the order of the records. */
    List<CoreBreakage> breakages(List<PlacedFunction> pieces) {
        List<CoreBreakage> found = new ArrayList<>();
        each(pieces, (resolver, record, piece) -> breakage(resolver, record, piece).ifPresent(found::add));
        return List.copyOf(found);
    }

    /** Is given each record of a function that is placed, and where that is. */
    private interface Visitor {
        void at(CoreResolver resolver, CoreRelocation record, PlacedFunction piece);
    }

    private void each(List<PlacedFunction> pieces, Visitor visitor) {
        if (types.isEmpty() || target.isEmpty()) {
            return;
        }
        Map<String, NavigableMap<Integer, PlacedFunction>> placed = new HashMap<>();
        pieces.forEach(p -> placed.computeIfAbsent(p.function().section(), s -> new TreeMap<>())
                .put(p.function().start(), p));
        CoreResolver resolver = new CoreResolver(types.get(), target.get());
        for (CoreRelocation record : records) {
            long slot = record.offset() / SLOT;
            Optional.ofNullable(placed.get(record.section()))
                    .map(m -> m.floorEntry((int) Math.min(slot, Integer.MAX_VALUE)))
                    .map(Map.Entry::getValue)
                    .filter(p -> slot < p.function().end())
                    .ifPresent(p -> visitor.at(resolver, record, p));
        }
    }

    private Optional<CoreBreakage> breakage(CoreResolver resolver, CoreRelocation record, PlacedFunction piece) {
        int slot = (int) (record.offset() / SLOT);
        CoreNumber number = resolver.resolve(record, file.section(record.section()).insn(slot));
        boolean poisoned = !number.found() || !number.resizable();
        // Existence, sizes, ids and matches of types are answered with 0 rather than poisoned.
        boolean absent = number.found() && number.before() != 0 && number.after() == 0
                && record.kind().filter(k -> k == CoreRelocation.Kind.FIELD_EXISTS || !k.ofField()).isPresent();
        return poisoned || absent ? Optional.of(new CoreBreakage(slot - piece.function().start() + piece.start(),
                types.orElseThrow().type(record.type()).name(), number.what(), poisoned)) : Optional.empty();
    }

    private void patch(CoreResolver resolver, CoreRelocation record, PlacedFunction piece, List<Insn> code,
            Changed changed) {
        int slot = (int) (record.offset() / SLOT);
        int at = slot - piece.function().start() + piece.start();
        Place place = file.section(record.section()).insn(slot);
        CoreNumber number = resolver.resolve(record, place);
        Insn before = code.get(at);
        Insn after = CorePatch.apply(before, number, place);
        if (after.equals(before)) {
            return;
        }
        code.set(at, after);
        if (after.equals(CorePatch.POISON) && before instanceof Insn.LoadImm64) {
            code.set(at + 1, CorePatch.POISON);
        }
        changed.at(at, "CO-RE: " + why(number, before, after));
    }

    private static String why(CoreNumber number, Insn before, Insn after) {
        if (!after.equals(CorePatch.POISON)) {
            String size = number.sizeBefore() == number.sizeAfter() ? ""
                    : ", " + number.sizeBefore() + " → " + number.sizeAfter() + " bytes";
            return number.what() + " " + CorePatch.held(before) + " → " + CorePatch.held(after) + size;
        }
        return number.found()
                ? number.what() + " is of a size in the target that this access cannot take, poisoned"
                : "no " + number.what() + " in the target, poisoned";
    }
}
