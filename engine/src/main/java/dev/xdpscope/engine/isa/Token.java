package dev.xdpscope.engine.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a line of assembler text.
 *
 * @param column of its first character, from 1
 */
public record Token(Kind kind, String text, int column) {
    /** What a word is. */
    public enum Kind {
        /** A register, keyword, label or symbol. */
        NAME,
        /** Decimal or, with 0x, hexadecimal. */
        NUMBER,
        /** {@code map[…]} with everything in the brackets, for map names follow no rule. */
        MAP,
        /** Operators and punctuation. */
        MARK,
        /** The end of the line. */
        END
    }

    private static final Pattern REGISTER = Pattern.compile("[rw][0-9]+");

    private static final Pattern WORD = Pattern.compile("""
            \\s+
            | (?:;.*|//.*)
            | (?<NUMBER>0[xX][0-9A-Fa-f]+|[0-9]+)
            | (?<MAP>map\\[[^\\[\\]]*\\])
            | (?<MARK>->|=>|s(?:>>=|/=|%=|>=|<=|>|<)|<<=|>>=|[-+*/%&|^=!<>]=|[-+*&<>=()\\[\\],:\\#])
            | (?<NAME>[A-Za-z_][A-Za-z0-9_.]*)
            """, Pattern.COMMENTS);

    /** Everything on line {@code number} but space and comments, and an END. */
    static List<Token> of(String line, int number) {
        List<Token> tokens = new ArrayList<>();
        if (!line.stripLeading().startsWith("#")) {
            Matcher word = WORD.matcher(line);
            int at = 0;
            while (at < line.length()) {
                if (!word.region(at, line.length()).lookingAt()) {
                    throw new Spot(number, at + 1).problem(
                            "found '" + Character.toString(line.codePointAt(at)) + "', which no instruction contains");
                }
                for (Kind kind : List.of(Kind.NUMBER, Kind.MAP, Kind.MARK, Kind.NAME)) {
                    String text = word.group(kind.name());
                    if (text != null) {
                        tokens.add(new Token(kind, text, at + 1));
                    }
                }
                at = word.end();
            }
        }
        tokens.add(new Token(Kind.END, "", line.length() + 1));
        return tokens;
    }

    /** Whether it is spelled so. */
    public boolean is(String mark) {
        return text.equals(mark) && kind != Kind.END;
    }

    /** Whether it is spelled like a register; there may be none of that number. */
    public boolean isRegister() {
        return kind == Kind.NAME && REGISTER.matcher(text).matches();
    }

    boolean isHex() {
        return kind == Kind.NUMBER && text.length() > 1 && (text.charAt(1) | 0x20) == 'x';
    }

    /** For a message. */
    String described() {
        return kind == Kind.END ? "the end of the line" : "'" + text + "'";
    }
}
