package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.Revision;
import dev.xdpscope.drivers.nic.Switch;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.drivers.nic.Values;
import dev.xdpscope.engine.program.Kfunc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be known of a NIC before it receives anything. */
final class NicSheet {
    private final Nic nic;
    private final ConfiguredNic initial;

    NicSheet(Nic nic) {
        this.nic = nic;
        this.initial = nic.configure(Optional.empty(), Map.of());
    }

    void print(Terminal terminal) {
        terminal.line(terminal.styled(Style.HEADER, nic.name()) + "  " + nic.title());
        terminal.wrapped(nic.about(), "");
        Table revisions = new Table().left("revision").flexible("about");
        nic.revisions().forEach(r -> revisions.row(List.of(Cell.of(r.name()), Cell.of(r.title()))));
        Table switches = new Table().left("switch").left("default").flexible("values");
        nic.configuration().forEach(s -> switches.row(List.of(Cell.of(s.name()), Cell.of(s.initial()),
                Cell.of(s.values().toString()))));
        Table kfuncs = new Table().left("kfunc").left("generation").left("called").flexible("unrolled");
        for (Generation g : Generation.values()) {
            for (String name : g.kfuncs().keySet()) {
                Kfunc kfunc = g.kfunc(name).orElseThrow();
                if (known(kfunc)) {
                    kfuncs.row(List.of(Cell.of(name), Cell.of(g.word()),
                            Cell.of(initial.body(kfunc).isPresent() ? "yes" : "-"), Cell.of(unrolled(kfunc))));
                }
            }
        }
        terminal.line("");
        revisions.lines(terminal).forEach(terminal::line);
        terminal.line("");
        List<String> lines = switches.lines(terminal);
        terminal.line(lines.getFirst());
        for (int i = 0; i < nic.configuration().size(); i++) {
            terminal.line(lines.get(i + 1));
            terminal.wrapped(nic.configuration().get(i).about(), "    ");
        }
        terminal.line("");
        kfuncs.lines(terminal).forEach(terminal::line);
        terminal.line("");
        NicFeatures.print(nic, terminal);
    }

    private boolean known(Kfunc kfunc) {
        return initial.body(kfunc).isPresent() || !(initial.unroller(kfunc) instanceof Unrolling.None);
    }

    private String unrolled(Kfunc kfunc) {
        return switch (initial.unroller(kfunc)) {
            case Unrolling.Replace r -> instructions(r.replacement().code().size())
                    + r.calls().map(reason -> ", with a call: " + reason).orElse("");
            case Unrolling.KeepCall keep -> "no: " + keep.reason();
            case Unrolling.None none -> "-";
        };
    }

    ObjectNode json() {
        ObjectNode node =
                JsonNodes.object().put("name", nic.name()).put("title", nic.title()).put("about", nic.about());
        ArrayNode revisions = node.putArray("revisions");
        nic.revisions().forEach(r -> revisions.add(revision(r)));
        ArrayNode switches = node.putArray("switches");
        nic.configuration().forEach(s -> switches.add(configuration(s)));
        ArrayNode features = node.putArray("features");
        initial.features()
                .forEach(f -> features.addObject().put("name", f.word()).put("flag", f.flag()).put("kfunc", f.kfunc()));
        node.set("netdev", NicFeatures.json(nic));
        ArrayNode kfuncs = node.putArray("kfuncs");
        for (Generation g : Generation.values()) {
            g.kfuncs().keySet().stream().map(name -> g.kfunc(name).orElseThrow()).filter(this::known)
                    .forEach(k -> kfuncs.add(kfunc(g, k)));
        }
        return node;
    }

    private static ObjectNode revision(Revision revision) {
        ObjectNode node = JsonNodes.object().put("name", revision.name()).put("title", revision.title())
                .put("about", revision.about());
        ObjectNode limits = node.putObject("limits");
        revision.limits().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
            ArrayNode values = limits.putArray(e.getKey());
            e.getValue().forEach(values::add);
        });
        return node;
    }

    private static ObjectNode configuration(Switch s) {
        ObjectNode node = JsonNodes.object().put("name", s.name()).put("default", s.initial());
        switch (s.values()) {
            case Values.OneOf one -> {
                ArrayNode values = node.putArray("values");
                one.words().forEach(values::add);
            }
            case Values.Range range -> node.put("minimum", range.least()).put("maximum", range.most())
                    .put("power_of_two", range.powerOfTwo());
        }
        return node.put("about", s.about()).put("set_by", s.setBy());
    }

    private ObjectNode kfunc(Generation generation, Kfunc kfunc) {
        ObjectNode node = JsonNodes.object().put("name", kfunc.name()).put("generation", generation.word())
                .put("called", initial.body(kfunc).isPresent());
        return switch (initial.unroller(kfunc)) {
            case Unrolling.Replace r -> node.put("unrolled", true).put("instructions", r.replacement().code().size());
            case Unrolling.KeepCall keep -> node.put("unrolled", false).put("reason", keep.reason());
            case Unrolling.None none -> node.put("unrolled", false);
        };
    }

    private static String instructions(int count) {
        return count + (count == 1 ? " instruction" : " instructions");
    }
}
