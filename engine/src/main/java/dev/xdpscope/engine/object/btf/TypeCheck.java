package dev.xdpscope.engine.object.btf;

import dev.xdpscope.engine.problem.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks that every type id exists and that no type contains itself, so that walks along modifiers, typedefs, array
 * elements and struct members end, and end before the stack does.
 */
final class TypeCheck {
    /** More levels than any real type has; the kernel's own limit while verifying BTF is 32. */
    static final int MAX_DEPTH = 128;

    private static final int NEW = 0;
    private static final int OPEN = -1;

    private final List<BtfType> types;
    private final Place place;
    /** 0 not seen, -1 being walked, otherwise how many levels the type has. */
    private final int[] depth;

    private TypeCheck(List<BtfType> types, Place place) {
        this.types = types;
        this.place = place;
        this.depth = new int[types.size()];
    }

    static void check(List<BtfType> types, Place place) {
        TypeCheck check = new TypeCheck(types, place);
        for (int id = 0; id < types.size(); id++) {
            check.references(id);
        }
        for (int id = 0; id < types.size(); id++) {
            check.walk(id);
        }
    }

    private void references(int id) {
        int[] all = switch (types.get(id)) {
            case BtfType.Pointer p -> new int[]{p.target()};
            case BtfType.Func f -> new int[]{f.prototype()};
            case BtfType.FunctionPrototype p -> IntStream.concat(IntStream.of(p.result()),
                    p.parameters().stream().mapToInt(BtfType.Parameter::type)).toArray();
            case BtfType.DataSection s -> s.variables().stream().mapToInt(BtfType.Placed::type).toArray();
            case BtfType.DeclTag t -> new int[]{t.target()};
            default -> contained(id);
        };
        for (int other : all) {
            if (other < 0 || other >= types.size()) {
                throw new BtfException(place, "type " + id + " refers to type " + Integer.toUnsignedString(other)
                        + ", but there are only " + types.size());
            }
        }
    }

    /** The types whose contents are part of this one's contents. */
    private int[] contained(int id) {
        return switch (types.get(id)) {
            case BtfType.Array a -> new int[]{a.element()};
            case BtfType.Struct s -> s.members().stream().mapToInt(BtfType.Member::type).toArray();
            case BtfType.Typedef t -> new int[]{t.target()};
            case BtfType.Qualified q -> new int[]{q.target()};
            case BtfType.TypeTag t -> new int[]{t.target()};
            case BtfType.Variable v -> new int[]{v.type()};
            default -> new int[0];
        };
    }

    private void walk(int root) {
        Deque<Integer> stack = new ArrayDeque<>();
        stack.push(root);
        while (!stack.isEmpty()) {
            int id = stack.peek();
            if (depth[id] > 0) {
                stack.pop();
            } else if (depth[id] == OPEN) {
                stack.pop();
                close(id);
            } else {
                depth[id] = OPEN;
                for (int part : contained(id)) {
                    if (depth[part] == NEW) {
                        stack.push(part);
                    } else if (depth[part] == OPEN) {
                        throw new BtfException(place, "type " + part + " contains itself");
                    }
                }
            }
        }
    }

    private void close(int id) {
        int levels = 1;
        for (int part : contained(id)) {
            levels = Math.max(levels, depth[part] + 1);
        }
        if (levels > MAX_DEPTH) {
            throw new BtfException(place, "type " + id + " is nested more than " + MAX_DEPTH + " levels deep");
        }
        depth[id] = levels;
    }
}
