package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.compare.CallCount;
import dev.xdpscope.drivers.lab.compare.Cell;
import dev.xdpscope.drivers.lab.compare.ComparedNic;
import dev.xdpscope.drivers.lab.compare.Comparison;
import dev.xdpscope.drivers.lab.compare.FieldDifference;
import dev.xdpscope.drivers.lab.compare.HintAnswers;
import dev.xdpscope.drivers.lab.compare.PacketOutcome;
import dev.xdpscope.drivers.lab.compare.Variant;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison as JSON: docs/compare-output.schema.json. */
final class CompareJson {
    private final Comparison comparison;

    private CompareJson(Comparison comparison) {
        this.comparison = comparison;
    }

    static ObjectNode of(Comparison comparison) {
        return new CompareJson(comparison).whole();
    }

    private ObjectNode whole() {
        ObjectNode node = JsonNodes.object().put("scenario", comparison.request().scenario().name())
                .put("program", comparison.program()).put("packets", comparison.packets())
                .put("reference_design", comparison.request().reference().word());
        ArrayNode metadata = node.putArray("metadata");
        comparison.metadata().byLength().forEach((length, known) -> {
            ObjectNode layout = metadata.addObject().put("length", length).put("names_from", known.from());
            ArrayNode fields = layout.putArray("fields");
            known.fields().forEach(f -> fields.addObject().put("name", f.name()).put("offset", f.offset())
                    .put("size", f.size()));
        });
        ArrayNode nics = node.putArray("nics");
        comparison.nics().forEach(n -> nics.add(nic(n)));
        return node;
    }

    private ObjectNode nic(ComparedNic nic) {
        ObjectNode node = variant(nic.variant());
        node.set("configuration", JsonNodes.configuration(nic.setup()));
        ArrayNode breakages = node.putArray("unresolved");
        nic.breakages().forEach(b -> breakages.addObject().put("instruction", b.insn()).put("type", b.type())
                .put("what", b.what()).put("poisoned", b.poisoned()));
        node.set("hints", nic.hints().<JsonNode>map(CompareJson::hints).orElse(JsonNodes.nothing()));
        node.set("compared_with", comparison.reference(nic.variant()).<JsonNode>map(r -> variant(r.variant()))
                .orElse(JsonNodes.nothing()));
        node.set("differences", differences(comparison.differences(nic)));
        ArrayNode cells = node.putArray("designs");
        nic.cells().forEach(c -> cells.add(cell(nic, c)));
        return node;
    }

    private static ObjectNode variant(Variant variant) {
        ObjectNode node = JsonNodes.object().put("nic", variant.nic()).put("revision", variant.revision());
        ObjectNode changed = node.putObject("changed");
        variant.changed().forEach(changed::put);
        return node;
    }

    private static ObjectNode hints(Map<Hint, HintAnswers> hints) {
        ObjectNode node = JsonNodes.object();
        hints.forEach((hint, answers) -> {
            ObjectNode results = node.putObject(hint.toString());
            answers.results().forEach(results::put);
        });
        return node;
    }

    private ObjectNode cell(ComparedNic nic, Cell cell) {
        ObjectNode node = JsonNodes.object().put("design", cell.design().word());
        switch (cell.result()) {
            case Cell.Refused(ProblemException problem) -> node.putObject("problem")
                    .put("place", problem.place().toString()).put("what", problem.what())
                    .put("remedy", problem.remedy());
            case Cell.Ran ran -> ran(nic, cell, ran, node);
        }
        return node;
    }

    private void ran(ComparedNic nic, Cell cell, Cell.Ran ran, ObjectNode node) {
        node.putNull("problem");
        node.put("same_program_as", comparison.sameProgram(nic, cell).map(AccessDesign::word).orElse(null));
        ObjectNode verdicts = node.putObject("verdicts");
        ran.verdicts().forEach(verdicts::put);
        Cell.Instructions instructions = ran.instructions();
        node.putObject("instructions").put("minimum", instructions.minimum()).put("median", instructions.median())
                .put("maximum", instructions.maximum());
        ArrayNode calls = node.putArray("calls");
        ran.calls().forEach(c -> calls.add(call(c)));
        ObjectNode filled = node.putObject("filled");
        ran.filled(comparison.metadata()).forEach(filled::put);
        node.set("differences", differences(comparison.differences(nic, cell)));
        ArrayNode packets = node.putArray("packets");
        ran.packets().forEach(p -> packets.add(packet(p)));
    }

    private static ObjectNode call(CallCount call) {
        return JsonNodes.object().put("name", call.name()).put("how", call.how().word()).put("count", call.count());
    }

    private static ObjectNode packet(PacketOutcome p) {
        ObjectNode node = JsonNodes.object().put("index", p.index()).put("verdict", p.verdict().name());
        node.put("r0", p.fault().isPresent() ? null : JsonNodes.unsigned(p.r0()));
        node.put("redirect", p.redirect().orElse(null)).put("fault", p.fault().orElse(null))
                .put("instructions", p.instructions()).put("metadata", JsonNodes.hex(p.metadata()))
                .put("frame", p.frame());
        return node;
    }

    private static ArrayNode differences(List<FieldDifference> differences) {
        ArrayNode node = JsonNodes.array();
        for (FieldDifference difference : differences) {
            ArrayNode packets = node.addObject().put("field", difference.field()).putArray("packets");
            difference.packets().forEach(p -> packets.addObject().put("packet", p.packet())
                    .put("reference", p.reference()).put("value", p.value()));
        }
        return node;
    }
}
