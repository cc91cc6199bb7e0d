package dev.xdpscope.engine.isa;

import java.util.List;
import java.util.OptionalLong;

/** Reads the tokens of one line from left to right: registers, numbers, sums of names and numbers. */
final class Cursor {
    private static final long U32_MAX = 0xffff_ffffL;

    private final int line;
    private final List<Token> tokens;
    private final Symbols symbols;
    private int next;

    Cursor(String text, int line, Symbols symbols) {
        this.line = line;
        this.tokens = Token.of(text, line);
        this.symbols = symbols;
    }

    int line() {
        return line;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Takes the next token if it is this one. */
    boolean accept(String text) {
        boolean found = peek().is(text);
        if (found) {
            take();
        }
        return found;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw expected("'" + text + "'");
        }
    }

    Token expectName(String what) {
        if (peek().kind() != Token.Kind.NAME) {
            throw expected(what);
        }
        return take();
    }

    void expectEnd() {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }

    /** The number of a register that is written with {@code prefix}, {@code r} or {@code w}. */
    int register(char prefix) {
        Token token = peek();
        if (token.isRegister() && token.text().charAt(0) == prefix) {
            for (int number = 0; number <= 10; number++) {
                if (token.text().equals(prefix + Integer.toString(number))) {
                    take();
                    return number;
                }
            }
        }
        throw expected("a register from " + prefix + "0 to " + prefix + "10");
    }

    /** Exactly this 64-bit register. */
    void register(int number) {
        Token token = peek();
        if (register('r') != number) {
            throw at(token, "found " + token.described() + ", expected r" + number);
        }
    }

    /** A sum of numbers and names; arithmetic is modulo 2^64. */
    long sum() {
        accept("+");
        return term() + signedTerms();
    }

    /** Zero or more of {@code + term} and {@code - term}. */
    long signedTerms() {
        long sum = 0;
        while (peek().is("+") || peek().is("-")) {
            boolean minus = take().is("-");
            long term = term();
            sum += minus ? -term : term;
        }
        return sum;
    }

    private long term() {
        return accept("-") ? -magnitude() : magnitude();
    }

    private long magnitude() {
        Token token = peek();
        if (token.kind() == Token.Kind.NUMBER) {
            take();
            return number(token);
        }
        if (token.kind() != Token.Kind.NAME || token.isRegister()) {
            throw expected("a number or a name");
        }
        OptionalLong value = symbols.value(token.text());
        if (value.isEmpty()) {
            throw at(token, "the name " + token.described() + " is not known here");
        }
        take();
        return value.getAsLong();
    }

    private long number(Token token) {
        try {
            return token.isHex()
                    ? Long.parseUnsignedLong(token.text().substring(2), 16)
                    : Long.parseUnsignedLong(token.text());
        } catch (NumberFormatException e) {
            throw at(token, "the number " + token.text() + " does not fit 64 bits");
        }
    }

    /** A sum within {@code min} and {@code max}. */
    int sum(String what, long min, long max) {
        Token token = peek();
        return within(token, what, sum(), min, max);
    }

    int within(Token token, String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw at(token, what + " is " + value + ", expected " + min + " to " + max);
        }
        return (int) value;
    }

    /**
     * A 32-bit immediate. One that will be sign-extended to 64 bits must mean what it says; but a hexadecimal number
     * alone may be the kernel's way of printing a negative one, if {@code kernelHex}.
     */
    int immediate(Insn.Width width, boolean kernelHex) {
        Token token = peek();
        int start = next;
        long value = sum();
        boolean hexAlone = kernelHex && token.isHex() && next == start + 1;
        boolean signExtended = width == Insn.Width.W64 && !hexAlone;
        return within(token, "the immediate", value, Integer.MIN_VALUE, signExtended ? Integer.MAX_VALUE : U32_MAX);
    }

    AssemblyException expected(String what) {
        return at(peek(), "found " + peek().described() + ", expected " + what);
    }

    AssemblyException at(Token token, String what) {
        return new AssemblyException(line, token.column(), what);
    }
}
