package dev.xdpscope.engine.object.btf;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes types as C does: a declarator is built from the inside out. */
final class TypeNames {
    private static final int MAX_STEPS = 64;

    /** Parameters that are written out. */
    private static final int MAX_PARAMETERS = 32;

    private final Btf btf;
    private final boolean nested;
    /** Types gone through so far: they may lead back to themselves through pointers. */
    private int steps;

    private TypeNames(Btf btf, boolean nested) {
        this.btf = btf;
        this.nested = nested;
    }

    static String describe(Btf btf, int id) {
        return new TypeNames(btf, false).write(id);
    }

    private String write(int id) {
        String declarator = "";
        int now = id;
        while (steps++ < MAX_STEPS) {
            switch (btf.type(now)) {
                case BtfType.Pointer p -> {
                    declarator = "*" + declarator;
                    now = p.target();
                }
                case BtfType.Array a -> {
                    declarator = grouped(declarator) + "[" + a.count() + "]";
                    now = a.element();
                }
                case BtfType.FunctionPrototype f -> {
                    declarator = grouped(declarator) + "(" + parameters(f.parameters()) + ")";
                    now = f.result();
                }
                case BtfType.Qualified q -> {
                    String word = q.qualifier().name().toLowerCase(Locale.ROOT);
                    if (btf.type(q.target()) instanceof BtfType.Pointer) {
                        declarator = word + (declarator.isEmpty() ? "" : " ") + declarator;
                        now = q.target();
                    } else if (declarator.isEmpty()) {
                        return word + " " + write(q.target());
                    } else {
                        return word + " " + join(write(q.target()), declarator);
                    }
                }
                case BtfType.TypeTag t -> now = t.target();
                case BtfType.DeclTag t -> now = t.target();
                case BtfType.Variable v -> now = v.type();
                case BtfType.Func f -> now = f.prototype();
                default -> {
                    return join(leaf(btf.type(now)), declarator);
                }
            }
        }
        return join("…", declarator);
    }

    /** A pointer to an array or function needs parentheses around its star. */
    private static String grouped(String declarator) {
        return declarator.startsWith("*") ? "(" + declarator + ")" : declarator;
    }

    private static String join(String base, String declarator) {
        return declarator.isEmpty() || declarator.startsWith("[") ? base + declarator : base + " " + declarator;
    }

    private String parameters(List<BtfType.Parameter> parameters) {
        if (nested) {
            return parameters.isEmpty() ? "void" : "…";
        }
        String written = parameters.stream().limit(MAX_PARAMETERS)
                .map(p -> p.type() == 0 && p.name().isEmpty() ? "..." : new TypeNames(btf, true).write(p.type()))
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? "void" : parameters.size() > MAX_PARAMETERS ? written + ", …" : written;
    }

    private static String leaf(BtfType type) {
        String name = type.name().isEmpty() ? "{…}" : type.name();
        return switch (type) {
            case BtfType.Struct s -> (s.union() ? "union " : "struct ") + name;
            case BtfType.Forward f -> (f.union() ? "union " : "struct ") + name;
            case BtfType.Enum e -> "enum " + name;
            case BtfType.Void v -> "void";
            default -> name;
        };
    }
}
