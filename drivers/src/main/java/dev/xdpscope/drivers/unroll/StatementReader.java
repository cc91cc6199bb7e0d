package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.ConditionParser;
import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the lines of a template: what the builder knows, and otherwise an instruction in the kernel's syntax. */
final class StatementReader {
    private static final String COPY = "copy_";
    private static final String ELSE = "else";
    private static final long U32_MAX = 0xffff_ffffL;

    /** A table whose rows are being read. */
    private record Open(Cursor cursor, Token start, int dst, int key, List<Consumer<ValueTable>> rows) {}

    private final UnrollBuilder builder;
    private Optional<Open> table = Optional.empty();

    private StatementReader(UnrollBuilder builder) {
        this.builder = builder;
    }

    static void read(String text, UnrollBuilder builder) {
        StatementReader reader = new StatementReader(builder);
        int number = 0;
        for (String line : text.lines().toList()) {
            reader.line(new Cursor(line, ++number, builder.code().symbols()));
        }
        reader.table.ifPresent(t -> {
            throw t.cursor().spot(t.start()).problem("the table has no row for all other keys",
                    "Let its last row be `else => VALUE`.");
        });
    }

    private void line(Cursor cursor) {
        if (cursor.atEnd()) {
            return;
        }
        if (table.isPresent()) {
            row(cursor, table.get());
            return;
        }
        builder.code().labels(cursor);
        if (!cursor.atEnd()) {
            builder.code().at(cursor.spot(cursor.peek()));
            if (statement(cursor)) {
                cursor.expectEnd();
            } else {
                builder.code().instruction(cursor);
            }
        }
    }

    /** Whether the line held a statement of the builder. */
    private boolean statement(Cursor cursor) {
        Token first = cursor.peek();
        if (first.is("return")) {
            result(cursor);
            return true;
        }
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
    private void result(Cursor cursor) {
        cursor.expect("return");
        long value = cursor.sum();
        if (cursor.accept("if")) {
            Insn.Jump condition = ConditionParser.parse(cursor);
            builder.returnIf(value, condition);
        } else {
            builder.returns(value);
        }
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
