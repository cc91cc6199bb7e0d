package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Fields that the kernel finds in the types of map values and of global variables, and keeps for itself: it knows them by the names
 * of their types and by tags of pointers ({@code btf_get_field_type()} and {@code btf_find_kptr()}, kernel/bpf/btf.c, 6.18). None
 * of them is simulated.
 */
final class SpecialFields {
    private static final Set<String> TYPES = Set.of("bpf_spin_lock", "bpf_res_spin_lock", "bpf_timer", "bpf_wq",
            "bpf_task_work", "bpf_list_head", "bpf_list_node", "bpf_rb_root", "bpf_rb_node", "bpf_refcount");

    private static final Set<String> TAGS = Set.of("kptr", "kptr_untrusted", "percpu_kptr", "uptr");

    private final Btf btf;
    /** Structures that have none. */
    private final Set<Integer> without = new HashSet<>();

    private SpecialFields(Btf btf) {
        this.btf = btf;
    }

    /**
     * Refuses a type that has such a field.
     *
     * @param of whose type it is, for example {@code map flows}
     * @param type id of the type
     * @throws ProblemException that names the field
     */
    static void refuse(Btf btf, String of, int type, Place place) {
        new SpecialFields(btf).find(type, "").ifPresent(found -> {
            throw new ProblemException(place, of + " has " + found + ", which is not simulated", remedy(found));
        });
    }

    /**
     * Refuses data that has such a field.
     *
     * @param object the object's place
     * @throws ProblemException that names section, variable and field
     */
    static void refuseVariables(Btf btf, Place object) {
        for (int id = 1; id < btf.count(); id++) {
            if (btf.type(id) instanceof BtfType.DataSection section
                    && !section.name().equals(BtfMapReader.SECTION)) {
                section.variables().stream().map(placed -> btf.type(placed.type()))
                        .filter(BtfType.Variable.class::isInstance).map(BtfType.Variable.class::cast)
                        .forEach(v -> refuse(btf, "variable " + v.name(), v.type(), object.section(section.name())));
            }
        }
    }

    private static String remedy(String found) {
        return found.contains("spin_lock")
                ? "Use atomic operations or a per-CPU map; what a lock guards can be tried without it, on the one CPU."
                : "Leave the field out, and what the program does with it.";
    }

    /** For example {@code a bpf_spin_lock in its field lock}. */
    private Optional<String> find(int id, String path) {
        int resolved = btf.resolve(id);
        return switch (btf.type(resolved)) {
            case BtfType.Struct s when TYPES.contains(s.name()) -> Optional.of("a " + s.name() + in(path));
            case BtfType.Struct s -> without.add(resolved) ? s.members().stream()
                    .flatMap(m -> find(m.type(), path.isEmpty() || m.name().isEmpty() ? path + m.name()
                            : path + "." + m.name()).stream())
                    .findFirst() : Optional.empty();
            case BtfType.Array a -> find(a.element(), path);
            case BtfType.Pointer p when btf.type(p.target()) instanceof BtfType.TypeTag tag
                    && TAGS.contains(tag.name()) -> Optional.of("a " + tag.name() + in(path));
            default -> Optional.empty();
        };
    }

    private static String in(String path) {
        return path.isEmpty() ? "" : " in its field " + path;
    }
}
