package dev.xdpscope.engine.kernel.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of the verifier that puts several instructions for one.
 *
 * @param name what it does, for the reader
 * @param pattern the instructions; a word in braces stands for the same text wherever it occurs: {@code {n…}} for a number, others
 *     for digits of a register, a type and the like
 * @param stands for which instruction, with the words of the pattern
 */
record Fixup(String name, List<String> pattern, String stands) {
    private static final Pattern WORD = Pattern.compile("\\{(\\w+)\\}");

    Fixup {
        pattern = List.copyOf(pattern);
    }

    /** The shape of the instruction that the lines from {@code at} stand for; empty if they are not this rule's. */
    Optional<String> match(List<CodeLine> lines, int at) {
        if (at + pattern.size() > lines.size()) {
            return Optional.empty();
        }
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (!matches(pattern.get(i), lines.get(at + i).text(), words)) {
                return Optional.empty();
            }
        }
        return Optional.of(WORD.matcher(stands).replaceAll(m -> Matcher.quoteReplacement(words.get(m.group(1)))));
    }

    private static boolean matches(String pattern, String text, Map<String, String> words) {
        if (pattern.startsWith("call ") && text.startsWith("call +")) {
            // The kernel does not tell its functions apart here.
            return true;
        }
        List<String> found = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher word = WORD.matcher(pattern);
        int end = 0;
        while (word.find()) {
            String name = word.group(1);
            regex.append(Pattern.quote(pattern.substring(end, word.start())));
            if (words.containsKey(name)) {
                regex.append(Pattern.quote(words.get(name)));
            } else {
                regex.append(name.startsWith("n") ? "([+-]?\\d+)" : name.startsWith("x") ? "0x([0-9a-f]+)" : "(\\w+?)");
                found.add(name);
            }
            end = word.end();
        }
        regex.append(Pattern.quote(pattern.substring(end)));
        Matcher m = Pattern.compile(regex.toString()).matcher(text);
        if (!m.matches()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            words.put(found.get(i), m.group(i + 1));
        }
        return true;
    }
}
