package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.KernelCheckCommand.Result;
import dev.xdpscope.drivers.lab.kernel.Checked;
import dev.xdpscope.drivers.lab.kernel.Difference;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.check.CodeComparison;
import dev.xdpscope.engine.kernel.check.CodeLine;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks in the kernel as JSON: docs/kernel-check-output.schema.json. */
final class KernelCheckJson {
    private KernelCheckJson() {}

    static ObjectNode of(List<Result> results) {
        ObjectNode node = JsonNodes.object().put("kernel", Kernel.release());
        ArrayNode scenarios = node.putArray("scenarios");
        results.forEach(r -> scenarios.add(scenario(r)));
        return node;
    }

    private static ObjectNode scenario(Result result) {
        ObjectNode node = JsonNodes.object().put("scenario", result.scenario().name());
        node.put("program", result.scenario().program().name().orElse(null));
        switch (result.checked()) {
            case Checked.Skipped(List<String> reasons) -> {
                node.put("result", "skipped");
                reasons.forEach(node.putArray("not_in_this_kernel")::add);
            }
            case Checked.Compared c -> compared(c, node.put("result", c.differs() ? "different" : "same"));
        }
        return node;
    }

    private static void compared(Checked.Compared c, ObjectNode node) {
        ObjectNode answered = node.putObject("answered");
        c.answered().forEach(answered::put);
        c.notes().forEach(node.putArray("notes")::add);
        node.put("nanoseconds", c.nanos().orElse(null));
        ArrayNode packets = node.putArray("packets");
        c.packets().forEach(p -> {
            ObjectNode packet = packets.addObject().put("index", p.index());
            packet.put("not_run", p.notRun().orElse(null)).set("differences", differences(p.differences()));
        });
        ArrayNode maps = node.putArray("maps");
        c.maps().forEach(m -> maps.addObject().put("map", m.map()).set("differences", differences(m.differences())));
        ArrayNode programs = node.putArray("programs");
        c.programs().forEach(p -> programs.add(program(p)));
    }

    private static ArrayNode differences(List<Difference> differences) {
        ArrayNode node = JsonNodes.array();
        differences.forEach(d -> {
            ObjectNode one = node.addObject().put("what", d.what());
            one.put("offset", d.offset() < 0 ? null : d.offset()).put("ours", d.ours()).put("kernel", d.kernels());
        });
        return node;
    }

    private static ObjectNode program(Checked.Code code) {
        ObjectNode node = JsonNodes.object().put("program", code.program()).put("section", code.section());
        node.put("refused", code.refusal().isEmpty() ? null : code.refusal());
        Optional<CodeComparison> comparison = code.comparison();
        node.put("same", comparison.map(CodeComparison::same).orElse(null));
        ObjectNode rules = node.putObject("fixups");
        comparison.ifPresent(c -> c.rules().forEach(rules::put));
        ArrayNode rows = node.putArray("differences");
        comparison.ifPresent(c -> c.differences().forEach(d -> {
            ObjectNode row = rows.addObject().put("what", d.what());
            row.set("ours", line(d.ours()));
            row.set("kernel", line(d.kernels()));
        }));
        return node;
    }

    private static JsonNode line(Optional<CodeLine> line) {
        return line.<JsonNode>map(
                l -> JsonNodes.object().put("instruction", l.slot()).put("text", l.text())).orElse(JsonNodes.nothing());
    }
}
