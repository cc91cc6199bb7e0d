package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.rx.AfXdpFrame;
import dev.xdpscope.drivers.rx.TxMetadata;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What happened past the program as JSON: {@code hop} in docs/run-output.schema.json. */
final class HopJson {
    private HopJson() {}

    static ObjectNode of(Hop hop, Coordinates coordinates) {
        ObjectNode node = JsonNodes.object().put("kind", kind(hop)).put("stage", hop.stage().toString())
                .put("at", coordinates.of(hop.at()).toString()).put("text", hop.text());
        switch (hop) {
            case Hop.Framed f -> framed(node, f);
            case Hop.Ran r -> ran(node, r);
            case Hop.Built b -> node.put("by", b.by()).put("metasize", b.metasize());
            case Hop.TakenOver t -> takenOver(node.putObject("stored"), t);
            case Hop.Delivered d -> delivered(node, d);
            case Hop.Transmitted t -> node.put("device", t.device());
            case Hop.Compared c -> {
                node.put("with", c.comparison().with()).put("same", c.comparison().same());
                ArrayNode differing = node.putArray("differing");
                c.comparison().metadata().forEach(differing::add);
            }
            case Hop.Ended e -> {}
        }
        ArrayNode lost = node.putArray("lost");
        hop.lost().forEach(l -> lost.addObject().put("what", l.what()).put("why", l.why()));
        return node;
    }

    private static String kind(Hop hop) {
        return switch (hop) {
            case Hop.Framed f -> "xdp_frame";
            case Hop.Ran r -> "program";
            case Hop.Built b -> "sk_buff";
            case Hop.TakenOver t -> "taken_over";
            case Hop.Delivered d -> "af_xdp";
            case Hop.Transmitted t -> "transmitted";
            case Hop.Compared c -> "gro";
            case Hop.Ended e -> "ended";
        };
    }

    private static void takenOver(ObjectNode node, Hop.TakenOver t) {
        t.stored().forEach(s -> node.put(s.member(), JsonNodes.unsigned(s.value())));
    }

    private static void framed(ObjectNode node, Hop.Framed f) {
        node.put("to", f.to()).put("length", f.length());
        if (f.frags() > 0) {
            node.put("frags", f.frags());
        }
        node.put("headroom", f.headroom()).put("metasize", f.metasize());
    }

    private static void ran(ObjectNode node, Hop.Ran r) {
        node.put("part", r.moment().stage().toString()).put("program", r.program()).put("where", r.where())
                .put("verdict", r.verdict()).put("instructions", r.moment().steps())
                .put("metadata", JsonNodes.hex(r.metadata())).put("frame", JsonNodes.hex(r.frame()))
                .put("fault", r.fault().map(Object::toString).orElse(null));
    }

    private static void delivered(ObjectNode node, Hop.Delivered d) {
        AfXdpFrame frame = d.frame();
        node.put("socket", d.socket()).put("zero_copy", frame.zeroCopy())
                .put("addr", JsonNodes.unsigned(frame.address()))
                .put("len", frame.length()).put("options", frame.options()).put("metasize", frame.metasize())
                .put("metadata", JsonNodes.hex(frame.metadata()));
        d.typed().ifPresent(typed -> {
            ObjectNode fields = node.put("struct", typed.struct()).putObject("fields");
            typed.fields().forEach(f -> fields.put(f.name(), JsonNodes.unsigned(f.value())));
        });
        node.set("reply", d.reply().<JsonNode>map(HopJson::reply).orElse(JsonNodes.nothing()));
    }

    private static ObjectNode reply(TxMetadata.Reply reply) {
        ObjectNode node =
                JsonNodes.object().put("addr", JsonNodes.unsigned(reply.address()))
                        .put("request", JsonNodes.hex(reply.area()))
                        .put("completion", JsonNodes.hex(reply.completed()))
                        .put("errno", reply.refusal().map(TxMetadata.Refusal::errno).orElse(null))
                        .put("refused", reply.refusal().map(TxMetadata.Refusal::why).orElse(null));
        ArrayNode notes = node.putArray("notes");
        reply.notes().forEach(notes::add);
        return node.put("sent", JsonNodes.hex(reply.sent()));
    }
}
