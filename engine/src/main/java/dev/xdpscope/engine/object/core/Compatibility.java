package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.HashSet;
import java.util.Set;

/** When a type of the object and a type of the target may stand for each other (libbpf, src/relo_core.c). */
public final class Compatibility {
    private static final int MAX_LEVELS = 32;

    private final Btf local;
    private final Btf target;

    Compatibility(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    /** The name without a flavour: {@code mlx5_cqe64} for {@code mlx5_cqe64___v2}. */
    public static String essential(String name) {
        for (int i = name.length() - 5; i >= 0; i--) {
            if (name.charAt(i) != '_' && name.startsWith("___", i + 1) && name.charAt(i + 4) != '_') {
                return name.substring(0, i + 1);
            }
        }
        return name;
    }

    static boolean sameKind(BtfType a, BtfType b) {
        if (a instanceof BtfType.Struct s && b instanceof BtfType.Struct t) {
            return s.union() == t.union();
        }
        if (a instanceof BtfType.Qualified q && b instanceof BtfType.Qualified r) {
            return q.qualifier() == r.qualifier();
        }
        return a.getClass() == b.getClass();
    }

    /** Whether a member of the one type may be read as a member of the other. */
    boolean fields(int localId, int targetId) {
        BtfType a = local.resolved(localId);
        BtfType b = target.resolved(targetId);
        while (a instanceof BtfType.Array x && b instanceof BtfType.Array y) {
            a = local.resolved(x.element());
            b = target.resolved(y.element());
        }
        if (a instanceof BtfType.Struct && b instanceof BtfType.Struct) {
            return true;
        }
        if (!sameKind(a, b)) {
            return false;
        }
        return switch (a) {
            case BtfType.Pointer p -> true;
            case BtfType.Float f -> true;
            case BtfType.Int i -> i.bitOffset() == 0 && b instanceof BtfType.Int j && j.bitOffset() == 0;
            case BtfType.Enum e -> sameName(e, b);
            case BtfType.Forward f -> sameName(f, b);
            default -> false;
        };
    }

    private static boolean sameName(BtfType a, BtfType b) {
        return a.name().isEmpty() || b.name().isEmpty() || essential(a.name()).equals(essential(b.name()));
    }

    /** Whether the types have the same shape; names of what they are made of do not matter. */
    boolean types(int localId, int targetId) {
        return sameKind(local.type(localId), target.type(targetId))
                && types(localId, targetId, MAX_LEVELS, new HashSet<>());
    }

    private boolean types(int localId, int targetId, int levels, Set<Long> seen) {
        int x = local.resolve(localId);
        int y = target.resolve(targetId);
        BtfType a = local.type(x);
        BtfType b = target.type(y);
        if (!sameKind(a, b) || levels == 0) {
            return false;
        }
        if (!seen.add((long) x << 32 | y)) {
            return true;
        }
        return switch (a) {
            case BtfType.Void v -> true;
            case BtfType.Struct s -> true;
            case BtfType.Enum e -> true;
            case BtfType.Forward f -> true;
            case BtfType.Int i -> i.bitOffset() == 0 && b instanceof BtfType.Int j && j.bitOffset() == 0;
            case BtfType.Pointer p -> b instanceof BtfType.Pointer q && types(p.target(), q.target(), levels - 1, seen);
            case BtfType.Array p -> b instanceof BtfType.Array q && types(p.element(), q.element(), levels - 1, seen);
            case BtfType.FunctionPrototype f -> b instanceof BtfType.FunctionPrototype g
                    && prototypes(f, g, levels - 1, seen);
            default -> false;
        };
    }

    private boolean prototypes(BtfType.FunctionPrototype f, BtfType.FunctionPrototype g, int levels, Set<Long> seen) {
        if (f.parameters().size() != g.parameters().size()) {
            return false;
        }
        for (int i = 0; i < f.parameters().size(); i++) {
            if (!types(f.parameters().get(i).type(), g.parameters().get(i).type(), levels, seen)) {
                return false;
            }
        }
        return types(f.result(), g.result(), levels, seen);
    }
}
