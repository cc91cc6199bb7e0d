package dev.xdpscope.engine.random;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.InsnNames;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program with what a kernel made of it, in text: a line for each map with its type, sizes of key and value, entries, flags and
 * contents; length of the metadata and bytes of the packet; the code; and the results, as in {@link Result.Ran}.
 *
 * @param why where it comes from
 */
record Saved(String why, RandomProgram program, Result.Ran result) {
    static final String PROGRAM = "program";
    static final String MAP = "map";
    static final String PACKET = "packet";
    static final String CODE = "code";
    static final String RETURNS = "returns";
    static final String LEAVES = "leaves";
    static final String HOLDS = "holds";

    /** The lines of it. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(PROGRAM + " " + why);
        program.program().maps().forEach(m -> lines.add(map(m)));
        lines.add(PACKET + " " + program.metadata() + " " + HexFormat.of().formatHex(program.data()));
        lines.add(CODE);
        lines.addAll(code(program));
        lines.add(RETURNS + " " + result.value());
        lines.add(LEAVES + " " + result.metadata() + " " + result.data());
        result.maps().forEach((name, held) -> held.forEach(e -> lines.add(HOLDS + " " + name + " " + e)));
        return String.join("\n", lines) + "\n";
    }

    /** One instruction a line. */
    static List<String> code(RandomProgram program) {
        List<MapSpec> maps = program.program().maps();
        InsnNames names = new InsnNames() {
            @Override
            public Optional<String> map(int index) {
                return Optional.of(maps.get(index).name());
            }
        };
        List<Insn> code = program.program().code();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).slots() > 0) {
                lines.add("  " + Disassembler.text(code.get(i), i, names));
            }
        }
        return lines;
    }

    private static String map(MapSpec m) {
        return String.join(" ", MAP, m.name(), MapType.of(m).orElseThrow().word(), "" + m.keySize(),
                "" + m.valueSize(), "" + m.maxEntries(), "" + m.flags(),
                m.initial().map(HexFormat.of()::formatHex).orElse("")).strip();
    }

    static MapSpec map(String[] words) {
        return new MapSpec(words[1], MapType.valueOf(words[2].toUpperCase(Locale.ROOT)).number(),
                Integer.parseInt(words[3]), Integer.parseInt(words[4]), Integer.parseInt(words[5]),
                Integer.parseInt(words[6]),
                words.length > 7 ? Optional.of(HexFormat.of().parseHex(words[7])) : Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
