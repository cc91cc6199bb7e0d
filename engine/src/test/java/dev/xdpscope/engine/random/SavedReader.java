package dev.xdpscope.engine.random;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link Saved#text} has written. */
final class SavedReader {
    private final String why;
    private final List<MapSpec> maps = new ArrayList<>();
    private final List<String> code = new ArrayList<>();
    private final Map<String, List<String>> held = new TreeMap<>();
    private byte[] data;
    private int metadata;
    private int value;
    private String left;
    private int metadataLeft;

    private SavedReader(String why) {
        this.why = why;
    }

    /** All programs of a file; lines that begin with # are comments. */
    static List<Saved> read(String text) {
        List<Saved> all = new ArrayList<>();
        SavedReader reader = null;
        for (String line : text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals(Saved.PROGRAM)) {
                if (reader != null) {
                    all.add(reader.saved());
                }
                reader = new SavedReader(line.substring(Saved.PROGRAM.length()).strip());
            } else {
                reader.line(words, line);
            }
        }
        all.add(reader.saved());
        return all;
    }

    private void line(String[] words, String line) {
        switch (words[0]) {
            case Saved.MAP -> {
                maps.add(Saved.map(words));
                held.put(words[1], new ArrayList<>());
            }
            case Saved.PACKET -> {
                metadata = Integer.parseInt(words[1]);
                data = HexFormat.of().parseHex(words[2]);
            }
            case Saved.CODE -> {}
            case "" -> code.add(line);
            case Saved.RETURNS -> value = Integer.parseInt(words[1]);
            case Saved.LEAVES -> {
                metadataLeft = Integer.parseInt(words[1]);
                left = words[2];
            }
            case Saved.HOLDS -> held.get(words[1]).add(line.substring(Saved.HOLDS.length() + words[1].length() + 2));
            default -> throw new IllegalArgumentException("a line that begins with '" + words[0] + "': " + line);
        }
    }

    private Saved saved() {
        return new Saved(why, new RandomProgram(TestProgram.of(String.join("\n", code), maps.toArray(MapSpec[]::new)),
                data, metadata), new Result.Ran(value, left, metadataLeft, held));
    }
}
