package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.ConditionParser;
import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the lines of a template: what the builder knows, and otherwise an instruction in the kernel's syntax. In a text
 * that generations share, a line that begins with a generation and a colon is there for that one only.
 */
final class StatementReader {
    private static final String COPY = "copy_";
    private static final String ELSE = "else";
    private static final long U32_MAX = 0xffff_ffffL;

    /** A table whose rows are being read. */
    private record Open(Cursor cursor, Token start, int dst, int key, List<Consumer<ValueTable>> rows) {}

    private final UnrollBuilder builder;
    private final Optional<Signature> signature;
    private final ResultWriter results;
    private final RegisterNames registers = new RegisterNames();
    private Optional<Open> table = Optional.empty();

    private StatementReader(UnrollBuilder builder, Optional<Signature> signature) {
        this.builder = builder;
        this.signature = signature;
        this.results = new ResultWriter(builder, signature);
    }

    static void read(String text, UnrollBuilder builder, Optional<Signature> signature) {
        StatementReader reader = new StatementReader(builder, signature);
        int number = 0;
        for (String line : text.lines().toList()) {
            reader.line(new Cursor(reader.registers.resolve(line), ++number, builder.code().symbols()));
        }
        reader.table.ifPresent(t -> {
            throw t.cursor().spot(t.start()).problem("the table has no row for all other keys",
                    "Let its last row be `else => VALUE`.");
        });
    }

    private void line(Cursor cursor) {
        Optional<String> only = only(cursor);
        if (cursor.atEnd() || only.isPresent() && !only.equals(signature.map(Signature::generation))) {
            return;
        }
        if (table.isPresent()) {
            row(cursor, table.get());
            return;
        }
        builder.code().labels(cursor);
        if (!cursor.atEnd()) {
            builder.code().at(cursor.spot(cursor.peek()));
            if (statement(cursor, only.isPresent())) {
                cursor.expectEnd();
            } else {
                builder.code().instruction(cursor);
            }
        }
    }

    /** Takes {@code mainline:} in front of what is there for that generation only; empty if it is there for all. */
    private Optional<String> only(Cursor cursor) {
        Optional<String> generation = signature.filter(Signature::shared).map(Signature::sharing).orElse(List.of())
                .stream().filter(g -> cursor.peek().is(g) && cursor.peek(1).is(":")).findFirst();
        if (generation.isPresent()) {
            cursor.take();
            cursor.take();
        }
        return generation;
    }

    /**
     * Whether the line held a statement of the builder.
     *
     * @param marked whether it is there for one generation only, of several
     */
    private boolean statement(Cursor cursor, boolean marked) {
        Token first = cursor.peek();
        switch (first.text()) {
            case "return" -> returned(cursor, marked);
            case "none" -> none(cursor);
            case "result" -> result(cursor);
            case "let" -> {
                cursor.take();
                registers.define(cursor);
            }
            default -> {
                return other(cursor, first);
            }
        }
        return true;
    }

    private boolean other(Cursor cursor, Token first) {
        if (first.text().startsWith(COPY)) {
            copy(cursor);
            return true;
        }
        return first.isRegister() && cursor.peek(1).is("=") && cursor.peek(3).isRegister() && assignment(cursor);
    }

    private boolean assignment(Cursor cursor) {
        switch (cursor.peek(2).text()) {
            case "get" -> builder.get(destination(cursor, 'r'), field(cursor));
            case "test" -> builder.test(destination(cursor, 'r'), field(cursor));
            case "table" -> {
                Token start = cursor.peek();
                table = Optional.of(
                        new Open(cursor, start, destination(cursor, 'w'), cursor.register('w'), new ArrayList<>()));
            }
            case "extend" -> {
                int dst = destination(cursor, 'r');
                int low = cursor.register('r');
                cursor.expect("near");
                builder.extend(dst, low, cursor.register('r'));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The register in front of {@code = WORD}. */
    private static int destination(Cursor cursor, char prefix) {
        int dst = cursor.register(prefix);
        cursor.expect("=");
        cursor.take();
        return dst;
    }

    /** {@code return -ENODATA if w5 == 0}. */
    private void returned(Cursor cursor, boolean marked) {
        if (!marked && signature.filter(Signature::shared).isPresent()) {
            throw builder.code().spot().problem(
                    "a number in r0 means something else in each generation, and this text is for "
                            + String.join(" and ", signature.get().sharing()),
                    "Write `none` or `result VALUE`, or put a generation before it, as in `mainline: return 0`.");
        }
        cursor.expect("return");
        long value = cursor.sum();
        if (cursor.accept("if")) {
            Insn.Jump condition = ConditionParser.parse(cursor);
            builder.returnIf(value, condition);
        } else {
            builder.returns(value);
        }
    }

    /** {@code none if w5 == 0}. */
    private void none(Cursor cursor) {
        cursor.expect("none");
        if (cursor.accept("if")) {
            results.noneIf(ConditionParser.parse(cursor));
        } else {
            results.none();
        }
    }

    /** {@code result r4, r3 -> desc.type}: registers, fields or numbers. */
    private void result(Cursor cursor) {
        cursor.expect("result");
        List<Value> values = new ArrayList<>();
        do {
            values.add(value(cursor));
        } while (cursor.accept(","));
        results.result(values);
    }

    private static Value value(Cursor cursor) {
        if (!cursor.peek().isRegister()) {
            return new Value.Constant(cursor.sum());
        }
        return cursor.peek(1).is("->") ? new Value.OfField(field(cursor))
                : new Value.InRegister(cursor.register('r'));
    }

    /** {@code copy_u32 (r2), r3 -> cqe64.rss_hash_result}, or a constant in place of the field. */
    private void copy(Cursor cursor) {
        Token name = cursor.take();
        OutputType out =
                OutputType.of(name.text().substring(COPY.length())).orElseThrow(() -> cursor.spot(name).problem(
                        "found '" + name.text() + "', expected copy_u8 to copy_u64 or copy_be16 to copy_be64"));
        cursor.expect("(");
        int pointer = cursor.register('r');
        Token token = cursor.peek();
        long offset = cursor.signedTerms();
        if (offset != (short) offset) {
            throw cursor.at(token, "the offset is " + offset + ", expected -32768 to 32767");
        }
        cursor.expect(")");
        cursor.expect(",");
        if (cursor.peek().isRegister()) {
            builder.copy(out, pointer, (int) offset, field(cursor));
        } else {
            builder.copy(out, pointer, (int) offset, cursor.sum());
        }
    }

    /** {@code r1 -> mlx5e_xdp_buff.rq -> tstamp -> rx_filter}, perhaps with {@code bits 7:6} behind it. */
    private static FieldRef field(Cursor cursor) {
        int base = cursor.register('r');
        List<String> steps = new ArrayList<>();
        do {
            cursor.expect("->");
            steps.add(step(cursor));
        } while (cursor.peek().is("->"));
        FieldRef field = new FieldRef(base, steps, Optional.empty());
        if (!cursor.accept("bits")) {
            return field;
        }
        int high = cursor.sum("the bit", 0, 63);
        return field.bits(high, cursor.accept(":") ? cursor.sum("the bit", 0, 63) : high);
    }

    private static String step(Cursor cursor) {
        if (cursor.accept("*")) {
            return "*";
        }
        String name = cursor.expectName("the name of a field, or '*'").text();
        if (!name.equals("container_of")) {
            return name;
        }
        cursor.expect("(");
        String member = cursor.expectName("STRUCT.MEMBER, which the pointer points to").text();
        cursor.expect(",");
        String field = cursor.expectName("the field that is wanted").text();
        cursor.expect(")");
        return "container_of(" + member + ", " + field + ")";
    }

    /** {@code 1, 2 => VALUE}, or {@code else => VALUE}, which ends the table. */
    private void row(Cursor cursor, Open open) {
        boolean last = cursor.accept(ELSE);
        List<Integer> keys = new ArrayList<>();
        Token start = cursor.peek();
        if (!last) {
            do {
                keys.add(cursor.sum("the key", Integer.MIN_VALUE, U32_MAX));
            } while (cursor.accept(","));
        }
        cursor.expect("=>");
        int value = cursor.sum("the value", Integer.MIN_VALUE, U32_MAX);
        cursor.expectEnd();
        if (last) {
            table = Optional.empty();
            open.rows().add(t -> t.otherwise(value));
            builder.table(open.dst(), open.key(), t -> open.rows().forEach(r -> r.accept(t)));
            return;
        }
        for (int key : keys) {
            open.rows().add(t -> {
                try {
                    t.row(key, value);
                } catch (IllegalArgumentException e) {
                    throw cursor.at(start, e.getMessage());
                }
            });
        }
    }
}
