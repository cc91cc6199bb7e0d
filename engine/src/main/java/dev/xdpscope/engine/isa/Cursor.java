package dev.xdpscope.engine.isa;

import java.util.List;
import java.util.OptionalLong;

/** Reads the tokens of one line from left to right: registers, numbers, sums of names and numbers. */
public final class Cursor {
    private static final long U32_MAX = 0xffff_ffffL;

    private final int line;
    private final List<Token> tokens;
    private final Symbols symbols;
    private int next;

    /**
     * @param line its number, from 1
     * @param symbols what names stand for
     */
    public Cursor(String text, int line, Symbols symbols) {
        this.line = line;
        this.tokens = Token.of(text, line);
        this.symbols = symbols;
    }

    /** The next token, which stays. */
    public Token peek() {
        return peek(0);
    }

    /** The token after {@code ahead} others. */
    public Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    /** The next token; after the last one the end of the line for ever. */
    public Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Whether everything has been taken. */
    public boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Takes the next token if it is this one. */
    public boolean accept(String text) {
        boolean found = peek().is(text);
        if (found) {
            take();
        }
        return found;
    }

    /** Takes this token, or says that it should be here. */
    public void expect(String text) {
        if (!accept(text)) {
            throw expected("'" + text + "'");
        }
    }

    /** Takes a word; {@code what} says which. */
    public Token expectName(String what) {
        if (peek().kind() != Token.Kind.NAME) {
            throw expected(what);
        }
        return take();
    }

    /** Says that nothing should be left, if something is. */
    public void expectEnd() {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }

    /** The number of a register that is written with {@code prefix}, {@code r} or {@code w}. */
    public int register(char prefix) {
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
    public long sum() {
        accept("+");
        return term() + signedTerms();
    }

    /** Zero or more of {@code + term} and {@code - term}. */
    public long signedTerms() {
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
            throw spot(token).problem("the name " + token.described() + " is not known here",
                    symbols.remedy(token.text()));
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
    public int sum(String what, long min, long max) {
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
    public int immediate(Insn.Width width, boolean kernelHex) {
        Token token = peek();
        int start = next;
        long value = sum();
        boolean hexAlone = kernelHex && token.isHex() && next == start + 1;
        boolean signExtended = width == Insn.Width.W64 && !hexAlone;
        return within(token, "the immediate", value, Integer.MIN_VALUE, signExtended ? Integer.MAX_VALUE : U32_MAX);
    }

    /** The next token is not what it should be. */
    public AssemblyException expected(String what) {
        return at(peek(), "found " + peek().described() + ", expected " + what);
    }

    /** @param what is wrong with the token, a clause */
    public AssemblyException at(Token token, String what) {
        return spot(token).problem(what);
    }

    /** Where the token is. */
    public Spot spot(Token token) {
        return new Spot(line, token.column());
    }
}
