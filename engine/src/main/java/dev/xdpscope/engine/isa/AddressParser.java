package dev.xdpscope.engine.isa;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the addresses that a 64-bit immediate load can name: maps, their values, variables and subprograms. */
final class AddressParser {
    private static final Pattern NUMBERED = Pattern.compile("(id|idx):(-?[0-9]{1,10})");

    private final Cursor cursor;
    private final Symbols symbols;

    AddressParser(Cursor cursor, Symbols symbols) {
        this.cursor = cursor;
        this.symbols = symbols;
    }

    /** Empty, and nothing taken, if there is no address or one that is a label. */
    Optional<Imm64> parse() {
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.MAP) {
            cursor.take();
            return Optional.of(map(token));
        }
        if (token.is("var") && cursor.peek(1).is("[")) {
            cursor.take();
            cursor.expect("[");
            cursor.expect("id");
            cursor.expect(":");
            return Optional.of(new Imm64.Variable(bracketed()));
        }
        if (token.is("subprog") && cursor.peek(1).is("[") && cursor.peek(2).kind() != Token.Kind.NAME) {
            cursor.take();
            cursor.expect("[");
            return Optional.of(new Imm64.Code(bracketed()));
        }
        return Optional.empty();
    }

    private Imm64 map(Token token) {
        String name = token.text().substring("map[".length(), token.text().length() - 1);
        Matcher numbered = NUMBERED.matcher(name);
        int number = numbered.matches() ? number(token, numbered.group(2)) : named(token, name);
        if (numbered.matches() && numbered.group(1).equals("idx")) {
            return cursor.atEnd() ? new Imm64.MapIndex(number) : new Imm64.MapIndexValue(number, offset());
        }
        if (cursor.accept("[")) {
            cursor.expect("0");
            cursor.expect("]");
            return new Imm64.MapValue(number, cursor.atEnd() ? 0 : offset());
        }
        return new Imm64.MapFd(number);
    }

    private int named(Token token, String name) {
        OptionalInt index = symbols.map(name);
        if (index.isEmpty()) {
            throw cursor.at(token, "the map '" + name + "' is not known here");
        }
        return index.getAsInt();
    }

    private int number(Token token, String digits) {
        return cursor.within(token, "the map", Long.parseLong(digits), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private int offset() {
        if (!cursor.peek().is("+") && !cursor.peek().is("-")) {
            throw cursor.expected("'+' or '-'");
        }
        return cursor.sum("the offset", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private int bracketed() {
        int value = cursor.sum("the number", Integer.MIN_VALUE, Integer.MAX_VALUE);
        cursor.expect("]");
        return value;
    }
}
