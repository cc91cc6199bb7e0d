package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Spot;
import dev.xdpscope.engine.object.btf.Btf;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads constant expressions of C, with the names that a template knows. */
final class CExpression {
    /** Operators, the weakest first. */
    private static final List<List<String>> LEVELS = List.of(List.of("|"), List.of("^"), List.of("&"),
            List.of("<<", ">>"), List.of("+", "-"), List.of("*", "/", "%"));

    /** By name the bits of an integer type; negative if it is signed. */
    private static final Map<String, Integer> TYPES = Map.ofEntries(Map.entry("u8", 8), Map.entry("u16", 16),
            Map.entry("u32", 32), Map.entry("u64", 64), Map.entry("s8", -8), Map.entry("s16", -16),
            Map.entry("s32", -32), Map.entry("s64", -64), Map.entry("be16", 16), Map.entry("be32", 32),
            Map.entry("be64", 64), Map.entry("int", -32), Map.entry("unsigned", 32), Map.entry("long", -64),
            Map.entry("size_t", 64));

    /** Parentheses and signs inside each other, so that no text can exhaust the stack. */
    private static final int DEPTH = 100;

    private final CTokens tokens;
    private final TemplateSymbols symbols;
    private int depth;

    CExpression(CTokens tokens, TemplateSymbols symbols) {
        this.tokens = tokens;
        this.symbols = symbols;
    }

    CNumber read() {
        return binary(0);
    }

    private CNumber binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        CNumber number = binary(level + 1);
        while (LEVELS.get(level).stream().anyMatch(tokens.peek()::is)) {
            CTokens.Token op = tokens.take();
            number = number.with(op.text(), binary(level + 1), op.spot());
        }
        return number;
    }

    private CNumber unary() {
        if (++depth > DEPTH) {
            throw tokens.peek().spot().problem("the expression is too deep");
        }
        CNumber number = operand();
        depth--;
        return number;
    }

    private CNumber operand() {
        if (tokens.accept("-")) {
            return unary().negated();
        }
        if (tokens.accept("~")) {
            return unary().inverted();
        }
        if (tokens.accept("+")) {
            return unary();
        }
        if (!tokens.accept("(")) {
            return primary();
        }
        OptionalInt type = integerType();
        if (type.isPresent()) {
            tokens.expect(")");
            return unary().cast(Math.abs(type.getAsInt()), type.getAsInt() > 0);
        }
        CNumber inside = read();
        tokens.expect(")");
        return inside;
    }

    private CNumber primary() {
        CTokens.Token token = tokens.peek();
        if (token.kind() == CTokens.Kind.NUMBER) {
            return CNumber.literal(tokens.take().text(), token.spot());
        }
        String name = tokens.name("a number, a name or '('").text();
        if (tokens.accept("(")) {
            CNumber value = function(name, token.spot());
            tokens.expect(")");
            return value;
        }
        Integer known = MacroConstants.NUMBERS.get(name);
        OptionalLong value = symbols.value(name);
        if (known == null && value.isEmpty()) {
            throw token.spot().problem("the name '" + name + "' is not known here", symbols.remedy(name));
        }
        return known == null ? CNumber.of(value.getAsLong()) : CNumber.of(known);
    }

    private CNumber function(String name, Spot spot) {
        return switch (name) {
            case "offsetof" -> CNumber.size(field().offset());
            case "sizeof" -> CNumber.size(size());
            case "sizeof_field" -> CNumber.size(field().size());
            case "BPF_SIZEOF" -> accessSize(size(), spot);
            case "BPF_FIELD_SIZEOF" -> accessSize(field().size(), spot);
            case "BIT" -> new CNumber(1, true, true).with("<<", read(), spot);
            case "cpu_to_be16", "htons" -> CNumber.of(OutputType.BE16.stored(read().value()));
            case "cpu_to_be32", "htonl" -> new CNumber(OutputType.BE32.stored(read().value()), false, true);
            default -> throw spot.problem("'" + name + "' cannot be called in a constant expression",
                    "Known here: offsetof, sizeof, sizeof_field, BPF_SIZEOF, BPF_FIELD_SIZEOF, BIT, cpu_to_be16, htons, "
                            + "cpu_to_be32, htonl.");
        };
    }

    /** {@code struct x, member.path} or, for a typedef, {@code x, member.path}. */
    private BitRange field() {
        if (!tokens.accept("struct")) {
            tokens.accept("union");
        }
        StringBuilder name = new StringBuilder(tokens.name("the name of a structure").text()).append('.');
        tokens.expect(",");
        Spot spot = tokens.peek().spot();
        name.append(tokens.name("the name of a field").text());
        while (tokens.peek().is(".") || tokens.peek().is("[")) {
            boolean part = tokens.take().is(".");
            name.append(part ? "." + tokens.name("the name of a field").text() : "[" + read().value() + "]");
            if (!part) {
                tokens.expect("]");
            }
        }
        return new Fields(symbols.names()).find(name.toString()).orElseThrow(() -> spot.problem(
                "there is no field '" + name + "'", symbols.remedy(name.toString())));
    }

    /** {@code struct x}, a typedef, or an integer type. */
    private int size() {
        OptionalInt integer = integerType();
        if (integer.isPresent()) {
            return Math.abs(integer.getAsInt()) / 8;
        }
        if (!tokens.accept("struct")) {
            tokens.accept("union");
        }
        CTokens.Token token = tokens.name("a type");
        Btf btf = symbols.names().btf();
        OptionalInt struct = btf.struct(token.text());
        if (struct.isEmpty()) {
            throw token.spot().problem("there is no structure '" + token.text() + "'", symbols.remedy(token.text()));
        }
        return btf.sizeOf(struct.getAsInt());
    }

    /** Takes {@code u32}, {@code __be16}, {@code unsigned int} and the like; empty if there is none. */
    private OptionalInt integerType() {
        String name = tokens.peek().text();
        Integer bits = TYPES.get(name.startsWith("__") ? name.substring(2) : name);
        if (bits == null) {
            return OptionalInt.empty();
        }
        tokens.take();
        boolean unsigned = bits > 0;
        int width = Math.abs(bits);
        while (tokens.peek().is("int") || tokens.peek().is("long")) {
            width = tokens.take().is("long") ? 64 : width;
        }
        return OptionalInt.of(unsigned ? width : -width);
    }

    private static CNumber accessSize(int bytes, Spot spot) {
        Integer size = MacroConstants.SIZES.get(bytes);
        if (size == null) {
            throw spot.problem("an access cannot have " + bytes + " bytes", "Name something of 1, 2, 4 or 8 bytes.");
        }
        return CNumber.of(size);
    }
}
