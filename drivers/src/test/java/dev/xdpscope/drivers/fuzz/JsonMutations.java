package dev.xdpscope.drivers.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes of JSON that mostly leave it JSON: values replaced, exchanged, doubled, removed, nested. */
final class JsonMutations {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\[\\]{}:,]|[^\\s\\[\\]{}:,\"]++");
    private static final List<String> NASTY = List.of("0", "-0", "1", "-1", "255", "65536", "4294967295", "4294967296",
            "2147483647", "-2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.5",
            "1e308", "1e999999999", "-1e-999999999", "1E400", "9".repeat(900), "0." + "3".repeat(900), "null", "true",
            "false", "[]", "{}", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"../../etc/passwd\"", "\"/\"",
            "\"0x\"",
            "\"0xffffffffffffffff\"", "\"a\"", "\"" + "x".repeat(5000) + "\"", "\"%s%n{0}\"", "[0]", "{\"a\":0}", "NaN",
            "\"(((((((((((((((((((((((((((((((((((((((\"", "\"1/0\"", "\"1<<64\"", "\"-9223372036854775808/-1\"");

    byte[] change(byte[] bytes, byte[] other, Random random) {
        List<String> tokens = tokens(bytes);
        if (tokens.isEmpty()) {
            return other;
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            change(tokens, other, random);
        }
        return String.join(" ", tokens).getBytes(StandardCharsets.UTF_8);
    }

    private static void change(List<String> tokens, byte[] other, Random random) {
        int at = begin(tokens, random.nextInt(tokens.size()));
        int end = end(tokens, at);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> replace(tokens, value(tokens, at), NASTY.get(random.nextInt(NASTY.size())));
            case 3 -> tokens.set(at, tokens.get(begin(tokens, random.nextInt(tokens.size()))));
            case 4 -> tokens.subList(at, end < tokens.size() && tokens.get(end).equals(",") ? end + 1 : end).clear();
            case 5, 6 -> {
                List<String> part = new ArrayList<>(tokens.subList(at, end));
                part.add(",");
                tokens.addAll(at, many(part, tokens.size(), random));
            }
            case 7 -> replace(tokens, value(tokens, at), nested(random));
            case 8 -> {
                List<String> from = tokens(other);
                tokens.set(at, from.isEmpty() ? "0" : from.get(begin(from, random.nextInt(from.size()))));
            }
            default -> tokens.set(at, insideText(tokens.get(at), random));
        }
        if (tokens.isEmpty()) {
            tokens.add("null");
        }
    }

    /** The next member or element from {@code at} on. */
    private static int begin(List<String> tokens, int at) {
        int begin = at;
        while (begin < tokens.size() - 1 && ":,]}".contains(tokens.get(begin))) {
            begin++;
        }
        return begin;
    }

    /** Where the value of the member that begins at {@code at} begins; {@code at} itself for an element. */
    private static int value(List<String> tokens, int at) {
        return at + 2 < tokens.size() && tokens.get(at + 1).equals(":") ? at + 2 : at;
    }

    /** One past the member or element that begins at {@code at}. */
    private static int end(List<String> tokens, int at) {
        int end = value(tokens, at);
        int levels = 0;
        do {
            String token = tokens.get(end++);
            levels += token.equals("[") || token.equals("{") ? 1 : token.equals("]") || token.equals("}") ? -1 : 0;
        } while (levels > 0 && end < tokens.size());
        return end;
    }

    private static void replace(List<String> tokens, int at, String with) {
        tokens.subList(at, end(tokens, at)).clear();
        tokens.add(at, with);
    }

    private static List<String> many(List<String> part, int before, Random random) {
        int length = part.stream().mapToInt(t -> t.length() + 1).sum();
        int times = Mutations.times(length, Math.min(Input.MOST, before * 16), random);
        List<String> many = new ArrayList<>(part.size() * times);
        for (int i = 0; i < times; i++) {
            many.addAll(part);
        }
        return many;
    }

    private static String nested(Random random) {
        int levels = random.nextInt(20) == 0 ? 100_000 : 1 + random.nextInt(600);
        return random.nextBoolean() ? "[".repeat(levels) + "]".repeat(levels)
                : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    /** A character of a text or a digit of a number. */
    private static String insideText(String token, Random random) {
        int at = random.nextInt(token.length() + 1);
        String with = List.of("", "0", "9", "-", "(", ")", "*", "<<", "\\", "é", ".", " ", "/", "~", "\uffff")
                .get(random.nextInt(15));
        return token.substring(0, at) + with + token.substring(Math.min(token.length(), at + random.nextInt(2)));
    }

    private static List<String> tokens(byte[] bytes) {
        List<String> tokens = new ArrayList<>(4096);
        TOKEN.matcher(new String(bytes, StandardCharsets.UTF_8)).results().map(MatchResult::group).forEach(tokens::add);
        return tokens;
    }
}
