package dev.xdpscope.app.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a line of C or of BPF assembly into pieces to be coloured. */
public final class Tokens {
    /** What a piece is. */
    public enum Kind {
        TEXT,
        REGISTER,
        NUMBER,
        KEYWORD,
        TYPE,
        STRING,
        COMMENT,
        CALL
    }

    /** A piece of a line. */
    public record Token(String text, Kind kind) {}

    private static final Pattern ASSEMBLY = Pattern.compile("(?<REGISTER>\\b[rw](?:10|[0-9])\\b)"
            + "|(?<KEYWORD>\\b(?:if|goto|gotol|call|callx|exit|lock|ll|be16|be32|be64|le16|le32|le64|bswap16|bswap32|bswap64)\\b)"
            + "|(?<TYPE>\\b[us](?:8|16|32|64)\\b)"
            + "|(?<CALL>\\b[a-zA-Z_]\\w+#\\d+|\\bmap\\[[^]]*])"
            + "|(?<NUMBER>[-+]?\\b(?:0x[0-9a-f]+|\\d+)\\b)");

    private static final Pattern C = Pattern.compile("(?<COMMENT>/\\*.*|//.*)"
            + "|(?<STRING>\"[^\"]*\"?)"
            + "|(?<KEYWORD>\\b(?:if|else|for|while|do|switch|case|break|continue|return|sizeof|static|const|volatile|extern"
            + "|inline|default|goto)\\b)"
            + "|(?<TYPE>\\b(?:struct|union|enum|void|int|char|long|short|unsigned|signed|bool|[us](?:8|16|32|64)"
            + "|__[us](?:8|16|32|64)|[bl]e(?:16|32|64)|__[bl]e(?:16|32|64))\\b)"
            + "|(?<CALL>\\b[a-zA-Z_]\\w*(?=\\())"
            + "|(?<NUMBER>\\b(?:0x[0-9a-fA-F]+|\\d+)[uUlL]*\\b)");

    /** What is kept of a shortened name: its beginning, an ellipsis and at least 13 characters of its end. */
    private static final int NAME_START = 4;

    private static final int LEAST_NAME = NAME_START + 1 + 13;

    private Tokens() {}

    /** A line of BPF assembly. */
    public static List<Token> assembly(String line) {
        return split(ASSEMBLY, line);
    }

    /** A line of C. */
    public static List<Token> c(String line) {
        return split(C, line);
    }

    /**
     * The line for {@code room} characters: where that is too few, with the middle of its longest function name left out,
     * for functions are mostly told apart by their ends. It may still be too long.
     */
    public static List<Token> fit(List<Token> line, int room) {
        int excess = line.stream().mapToInt(t -> t.text().length()).sum() - room;
        Optional<Token> longest = line.stream().filter(t -> t.kind() == Kind.CALL)
                .max(Comparator.comparingInt(t -> t.text().length()));
        int spare = longest.map(t -> t.text().length() - LEAST_NAME).orElse(0);
        if (excess <= 0 || spare <= 0) {
            return line;
        }
        String name = longest.get().text();
        String shorter = name.substring(0, NAME_START) + "…" + name.substring(NAME_START + Math.min(excess, spare) + 1);
        return line.stream().map(t -> t.equals(longest.get()) ? new Token(shorter, Kind.CALL) : t).toList();
    }

    private static List<Token> split(Pattern pattern, String line) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = pattern.matcher(line);
        int at = 0;
        while (m.find()) {
            if (m.start() > at) {
                tokens.add(new Token(line.substring(at, m.start()), Kind.TEXT));
            }
            tokens.add(new Token(m.group(), kind(m)));
            at = m.end();
        }
        if (at < line.length()) {
            tokens.add(new Token(line.substring(at), Kind.TEXT));
        }
        return tokens;
    }

    private static Kind kind(Matcher m) {
        for (String name : m.namedGroups().keySet()) {
            if (m.group(name) != null) {
                return Kind.valueOf(name);
            }
        }
        return Kind.TEXT;
    }
}
