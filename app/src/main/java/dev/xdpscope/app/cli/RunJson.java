package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Coordinates;
import dev.xdpscope.drivers.lab.HintResult;
import dev.xdpscope.drivers.lab.MapContents;
import dev.xdpscope.drivers.lab.PacketResult;
import dev.xdpscope.drivers.lab.ScenarioRecording;
import dev.xdpscope.drivers.lab.Skb;
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
        this.nic = Json.object().put("name", recording.setup().nic().name())
                .put("revision", recording.setup().revision().name());
        nic.set("configuration", Json.configuration(recording.setup()));
    }

    static ObjectNode of(ScenarioRecording recording) {
        RunJson json = new RunJson(recording);
        ObjectNode node = Json.object().put("scenario", recording.scenario().name())
                .put("program", recording.program().name()).put("section", recording.program().section())
                .put("design", recording.scenario().design().word());
        ArrayNode packets = node.putArray("packets");
        recording.packets().forEach(p -> packets.add(json.packet(p)));
        ArrayNode maps = node.putArray("maps");
        MapOwner.each(recording, (map, owner) -> maps.add(map(map, owner)));
        return node;
    }

    private ObjectNode packet(PacketResult p) {
        ObjectNode node = Json.object().put("index", p.index())
                .put("timestamp", Json.unsigned(p.packet().timestampNanos()))
                .put("summary", Frame.parse(p.packet().bytes()).summary());
        node.set("nic", nic);
        node.put("verdict", p.verdict().name());
        node.put("r0", p.fault().isPresent() ? null : Json.unsigned(p.r0()));
        node.put("redirect", p.redirect().orElse(null));
        ObjectNode hints = node.putObject("hints");
        p.hints().forEach(h -> hints.set(h.hint().toString(), hint(h)));
        node.put("descriptor", Json.hex(p.received().descriptor()));
        p.received().compressed().ifPresent(c -> node.putObject("compressed").put("mini", Json.hex(c.mini()))
                .put("position", c.position()).put("packets", c.packets()));
        node.put("metadata", Json.hex(p.metadata()));
        node.put("frame", Json.hex(p.frame()));
        if (p.pieces().several()) {
            ObjectNode buffers = node.putObject("buffers");
            p.pieces().before().forEach(buffers.putArray("before")::add);
            p.pieces().after().forEach(buffers.putArray("after")::add);
        }
        node.set("sk_buff", p.skb().<JsonNode>map(RunJson::skb).orElse(Json.nothing()));
        if (!p.hops().isEmpty()) {
            ArrayNode path = node.putArray("path");
            p.hops().forEach(h -> path.add(HopJson.of(h, coordinates)));
        }
        node.put("instructions", p.program().steps());
        node.set("fault", p.fault().<JsonNode>map(f -> fault(p, f)).orElse(Json.nothing()));
        return node;
    }

    private static ObjectNode hint(HintResult hint) {
        ObjectNode node = Json.object().put("kfunc", hint.hint().kfunc()).put("result", hint.result());
        hint.values().forEach((name, value) -> node.put(name, Json.unsigned(value)));
        return node;
    }

    private static ObjectNode skb(Skb skb) {
        ObjectNode node = Json.object();
        skb.fields().forEach(f -> node.putObject(f.name()).put("value", Json.unsigned(f.value())).put("text", f.text())
                .put("from", f.from()));
        return node;
    }

    private ObjectNode fault(PacketResult p, Fault fault) {
        Position at = new Position(p.program().index(), Math.max(0, p.program().steps() - 1));
        ObjectNode node =
                Json.object().put("coordinate", coordinates.of(at).toString()).put("instruction", fault.insn())
                        .put("what", fault.what()).put("expected", fault.expected());
        return node.put("address", fault.address().isPresent() ? Json.hex(fault.address().getAsLong()) : null);
    }

    private static ObjectNode map(MapContents map, MapOwner owner) {
        ObjectNode node =
                Json.object().put("name", map.spec().name()).put("type", MapType.of(map.spec()).orElseThrow().word())
                        .put("key_size", map.spec().keySize()).put("value_size", map.spec().valueSize())
                        .put("max_entries", map.spec().maxEntries()).put("data_section", map.spec().isData())
                        .put("owner", owner.word());
        ArrayNode entries = node.putArray("entries");
        map.entries().forEach(e -> entries.add(entry(map, e)));
        return node;
    }

    private static ObjectNode entry(MapContents map, BpfMap.Entry entry) {
        ObjectNode node = Json.object().put("key", Json.hex(entry.key()));
        if (!MapType.of(map.spec()).orElseThrow().perCpu()) {
            return node.put("value", Json.hex(entry.values().getFirst()));
        }
        ArrayNode values = node.putArray("values");
        entry.values().forEach(v -> values.add(Json.hex(v)));
        return node;
    }
}
