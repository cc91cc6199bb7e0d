package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.run.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results of a run as JSON: docs/run-output.schema.json. */
final class RunJson {
    private final Coordinates coordinates;
    private final ObjectNode nic;

    private RunJson(ScenarioRecording recording) {
        this.coordinates = recording.coordinates();
        this.nic = JsonNodes.object().put("name", recording.setup().nic().name())
                .put("revision", recording.setup().revision().name());
        nic.set("configuration", JsonNodes.configuration(recording.setup()));
    }

    static ObjectNode of(ScenarioRecording recording) {
        RunJson json = new RunJson(recording);
        ObjectNode node = JsonNodes.object().put("scenario", recording.scenario().name())
                .put("program", recording.program().name()).put("section", recording.program().section())
                .put("design", recording.scenario().program().design().word());
        ArrayNode packets = node.putArray("packets");
        recording.packets().forEach(p -> packets.add(json.packet(p)));
        ArrayNode maps = node.putArray("maps");
        MapOwner.each(recording, (map, owner) -> maps.add(map(map, owner)));
        return node;
    }

    private ObjectNode packet(PacketResult p) {
        ObjectNode node = JsonNodes.object().put("index", p.index())
                .put("timestamp", JsonNodes.unsigned(p.packet().timestampNanos()))
                .put("summary", Frame.parse(p.packet().bytes()).summary());
        node.set("nic", nic);
        node.put("verdict", p.verdict().name());
        node.put("r0", p.fault().isPresent() ? null : JsonNodes.unsigned(p.r0()));
        node.put("redirect", p.redirect().orElse(null));
        ObjectNode hints = node.putObject("hints");
        p.driverHints().forEach(h -> hints.set(h.hint().toString(), hint(h)));
        node.put("descriptor", JsonNodes.hex(p.received().descriptor()));
        p.received().compressed().ifPresent(c -> node.putObject("compressed").put("mini", JsonNodes.hex(c.mini()))
                .put("position", c.position()).put("packets", c.packets()));
        node.put("metadata", JsonNodes.hex(p.metadata()));
        node.put("frame", JsonNodes.hex(p.frame()));
        if (p.buffers().several()) {
            ObjectNode buffers = node.putObject("buffers");
            p.buffers().before().forEach(buffers.putArray("before")::add);
            p.buffers().after().forEach(buffers.putArray("after")::add);
        }
        node.set("sk_buff", p.skb().<JsonNode>map(RunJson::skb).orElse(JsonNodes.nothing()));
        if (!p.hops().isEmpty()) {
            ArrayNode path = node.putArray("path");
            p.hops().forEach(h -> path.add(HopJson.of(h, coordinates)));
        }
        node.put("instructions", p.program().steps());
        node.set("fault", p.fault().<JsonNode>map(f -> fault(p, f)).orElse(JsonNodes.nothing()));
        return node;
    }

    private static ObjectNode hint(HintResult hint) {
        ObjectNode node = JsonNodes.object().put("kfunc", hint.hint().kfunc()).put("result", hint.result());
        hint.values().forEach((name, value) -> node.put(name, JsonNodes.unsigned(value)));
        return node;
    }

    private static ObjectNode skb(Skb skb) {
        ObjectNode node = JsonNodes.object();
        skb.fields()
                .forEach(f -> node.putObject(f.name()).put("value", JsonNodes.unsigned(f.value())).put("text", f.text())
                        .put("from", f.from()));
        return node;
    }

    private ObjectNode fault(PacketResult p, Fault fault) {
        Position at = new Position(p.program().index(), Math.max(0, p.program().steps() - 1));
        ObjectNode node =
                JsonNodes.object().put("coordinate", coordinates.of(at).toString()).put("instruction", fault.insn())
                        .put("what", fault.what()).put("expected", fault.expected());
        return node.put("address", fault.address().isPresent() ? JsonNodes.hex(fault.address().getAsLong()) : null);
    }

    private static ObjectNode map(MapContents map, MapOwner owner) {
        ObjectNode node =
                JsonNodes.object().put("name", map.spec().name())
                        .put("type", MapType.of(map.spec()).orElseThrow().word())
                        .put("key_size", map.spec().keySize()).put("value_size", map.spec().valueSize())
                        .put("max_entries", map.spec().maxEntries()).put("data_section", map.spec().isData())
                        .put("owner", owner.word());
        ArrayNode entries = node.putArray("entries");
        map.entries().forEach(e -> entries.add(entry(map, e)));
        return node;
    }

    private static ObjectNode entry(MapContents map, BpfMap.Entry entry) {
        ObjectNode node = JsonNodes.object().put("key", JsonNodes.hex(entry.key()));
        if (!MapType.of(map.spec()).orElseThrow().perCpu()) {
            return node.put("value", JsonNodes.hex(entry.values().getFirst()));
        }
        ArrayNode values = node.putArray("values");
        entry.values().forEach(v -> values.add(JsonNodes.hex(v)));
        return node;
    }
}
