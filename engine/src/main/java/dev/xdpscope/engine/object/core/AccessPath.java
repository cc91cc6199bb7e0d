package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.List;

/**
 * An access, spelled out in one BTF: from a root type through members and elements.
 *
 * @param root id of the type it begins with
 * @param bitOffset of what it reaches, from the start of the root
 * @param steps named members, array elements and enumerators; empty for an access to a whole type
 */
record AccessPath(Btf btf, int root, long bitOffset, List<Step> steps) {

    /**
     * One step.
     *
     * @param type id of the struct or enum for a named step, of the element for an array step
     * @param index of the member, enumerator or element
     * @param name of the member or enumerator, empty for an element
     */
    record Step(int type, int index, String name) {
        boolean isElement() {
            return name.isEmpty();
        }
    }

    AccessPath {
        steps = List.copyOf(steps);
    }

    Step last() {
        return steps.getLast();
    }

    /** For example {@code mlx5_cqe64.tstamp.hi}. */
    String label() {
        String name = btf.type(root).name();
        StringBuilder text = new StringBuilder(name.isEmpty() ? btf.describe(root) : name);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.isElement()) {
                text.append('.').append(step.name());
            } else if (i > 0 || step.index() > 0) {
                text.append('[').append(step.index()).append(']');
            }
        }
        return text.toString();
    }

    /** Whether {@code array} is a flexible array: the last member of the struct that {@code step} stepped into. */
    static boolean isFlexible(Btf btf, Step step, BtfType.Array array) {
        return !step.isElement() && array.count() == 0 && btf.type(step.type()) instanceof BtfType.Struct s
                && step.index() == s.members().size() - 1;
    }
}
