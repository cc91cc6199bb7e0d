package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.AssemblyException;
import dev.xdpscope.engine.isa.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words of a piece of C from left to right, without comments. */
final class CTokens {
    /** What a word is. */
    enum Kind {
        NAME,
        NUMBER,
        MARK,
        END
    }

    /** A word and where it stands. */
    record Token(Kind kind, String text, Spot spot) {
        boolean is(String other) {
            return kind != Kind.END && text.equals(other);
        }

        String described() {
            return kind == Kind.END ? "the end of the file" : "'" + text + "'";
        }
    }

    private static final Pattern WORD = Pattern.compile("""
            \\s+
            | (?://[^\\n]*)
            | (?s:/\\*.*?\\*/)
            | (?<NUMBER>0[xX][0-9A-Fa-f]+[uUlL]*|[0-9]+[uUlL]*)
            | (?<NAME>[A-Za-z_][A-Za-z0-9_]*)
            | (?<MARK><<|>>|[-+*/%&|^~(){}\\[\\],;.=])
            """, Pattern.COMMENTS);

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    CTokens(String text) {
        Matcher word = WORD.matcher(text);
        int at = 0;
        int line = 1;
        int start = 0;
        while (at < text.length()) {
            Spot spot = new Spot(line, at - start + 1);
            if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) < 0) {
                throw spot.problem("this comment does not end");
            }
            if (!word.region(at, text.length()).lookingAt()) {
                throw spot.problem("found '" + Character.toString(text.codePointAt(at))
                        + "', which no instruction macro contains");
            }
            for (Kind kind : List.of(Kind.NAME, Kind.NUMBER, Kind.MARK)) {
                String found = word.group(kind.name());
                if (found != null) {
                    tokens.add(new Token(kind, found, spot));
                }
            }
            for (; at < word.end(); at++) {
                if (text.charAt(at) == '\n') {
                    line++;
                    start = at + 1;
                }
            }
        }
        tokens.add(new Token(Kind.END, "", new Spot(line, at - start + 1)));
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

    Token name(String what) {
        if (peek().kind() != Kind.NAME) {
            throw expected(what);
        }
        return take();
    }

    AssemblyException expected(String what) {
        return peek().spot().problem("found " + peek().described() + ", expected " + what);
    }
}
