package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The names that can stand in a template, for suggestions. */
record KnownNames(Template.Names names) {
    /** Structures are searched no deeper than this. */
    private static final int DEPTH = 4;
    private static final int MOST = 5000;

    /**
     * What to write for a name that is not known.
     *
     * @param type of the structure that the name should be a field of, if that is known
     */
    String remedy(String name, OptionalInt type) {
        int dot = name.indexOf('.');
        String owner = dot < 0 ? name : name.substring(0, dot);
        boolean declaredOnly = names.btf().named(owner).stream().map(names.btf()::type)
                .anyMatch(BtfType.Forward.class::isInstance);
        if (declaredOnly && names.btf().struct(owner).isEmpty()) {
            return "The compiler left out what is in struct " + owner + ": put DESCRIBE(" + owner
                    + "); into the driver's source.";
        }
        List<String> known = new ArrayList<>();
        type.ifPresent(t -> members(t, "", DEPTH, known));
        Optional<Layout> layout = names.layouts().stream().filter(l -> l.name().equals(owner)).findFirst();
        OptionalInt struct = names.btf().struct(owner);
        if (dot >= 0 && layout.isPresent()) {
            layout.get().fields().forEach(f -> known.add(owner + "." + f.name()));
        } else if (dot >= 0 && struct.isPresent()) {
            members(struct.getAsInt(), owner + ".", DEPTH, known);
        } else if (dot >= 0) {
            String path = name.substring(dot);
            owners().forEach(o -> known.add(o + path));
        } else {
            known.addAll(owners());
            known.addAll(names.constants().keySet());
            known.addAll(enumerators(names.btf()));
        }
        return Nearest.remedy(name, known);
    }

    private List<String> owners() {
        List<String> owners = new ArrayList<>(names.layouts().stream().map(Layout::name).toList());
        for (int id = 1; id < names.btf().count(); id++) {
            if (names.btf().type(id) instanceof BtfType.Struct s && !s.name().isEmpty()) {
                owners.add(s.name());
            }
        }
        return owners;
    }

    private void members(int type, String prefix, int depth, List<String> into) {
        if (depth == 0 || into.size() > MOST
                || !(names.btf().resolved(type) instanceof BtfType.Struct struct)) {
            return;
        }
        for (BtfType.Member m : struct.members()) {
            String name = m.name().isEmpty() ? prefix : prefix + m.name();
            if (!m.name().isEmpty()) {
                into.add(name);
            }
            members(m.type(), m.name().isEmpty() ? prefix : name + ".", depth - 1, into);
        }
    }

    static List<String> enumerators(Btf btf) {
        List<String> found = new ArrayList<>();
        for (int id = 1; id < btf.count(); id++) {
            if (btf.type(id) instanceof BtfType.Enum e) {
                e.enumerators().forEach(v -> found.add(v.name()));
            }
        }
        return found;
    }
}
