package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.nic.Flag;
import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.ReportedFeatures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A NIC's features as the netdev netlink family reports them: attributes by name, with number and names of their bits. */
final class NicFeatures {
    private static final String XDP = "xdp-features";
    private static final String RX_METADATA = "xdp-rx-metadata-features";
    private static final String XSK = "xsk-features";

    private NicFeatures() {}

    /** Revisions that report the same are told of together, and switches only where they make a difference. */
    static void print(Nic nic, Terminal terminal) {
        List<ReportedFeatures> all = ReportedFeatures.of(nic);
        ReportedFeatures first = all.getFirst();
        Table table = new Table().left("netdev attribute").right("value").flexible("names");
        attributes(first).forEach((name, flags) -> table.row(row(name, flags)));
        table.lines(terminal).forEach(terminal::line);
        for (ReportedFeatures other : all) {
            attributes(other).forEach((name, flags) -> {
                if (!flags.equals(attributes(first).get(name))) {
                    terminal.line("with " + when(nic, other) + " " + name + ": " + words(flags));
                }
            });
        }
    }

    private static String when(Nic nic, ReportedFeatures features) {
        String switches = features.changed().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        return nic.revisions().size() == 1 ? switches : (features.revision() + " " + switches).strip();
    }

    private static List<Cell> row(String name, Optional<? extends Set<? extends Flag>> flags) {
        return List.of(Cell.of(name), Cell.of(flags.map(f -> Integer.toString(ReportedFeatures.number(f))).orElse("?")),
                Cell.of(words(flags)));
    }

    private static String words(Optional<? extends Set<? extends Flag>> flags) {
        return flags.map(f -> f.isEmpty() ? "none" : f.stream().map(Flag::word).collect(Collectors.joining(", ")))
                .orElse("not declared");
    }

    private static Map<String, Optional<? extends Set<? extends Flag>>> attributes(ReportedFeatures features) {
        Map<String, Optional<? extends Set<? extends Flag>>> all = new TreeMap<>();
        all.put(XDP, features.declared().map(ReportedFeatures.Declared::xdp));
        all.put(RX_METADATA, Optional.of(features.rxMetadata()));
        all.put(XSK, features.declared().map(ReportedFeatures.Declared::xsk));
        return all;
    }

    static ArrayNode json(Nic nic) {
        ArrayNode node = JsonNodes.array();
        for (ReportedFeatures features : ReportedFeatures.of(nic)) {
            ObjectNode one = node.addObject().put("revision", features.revision());
            ObjectNode changed = one.putObject("changed");
            features.changed().forEach(changed::put);
            attributes(features).forEach((name, flags) -> one.set(name,
                    flags.<JsonNode>map(NicFeatures::json).orElse(JsonNodes.nothing())));
        }
        return node;
    }

    private static ObjectNode json(Set<? extends Flag> flags) {
        ObjectNode node = JsonNodes.object().put("number", ReportedFeatures.number(flags));
        ArrayNode names = node.putArray("names");
        flags.forEach(f -> names.add(f.word()));
        return node;
    }
}
