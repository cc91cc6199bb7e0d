package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.run.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A trace as JSON lines: one object per instruction, and one at the end of each run. */
final class TraceJson implements TraceWalk.Listener {
    private final Terminal terminal;
    private int packet;
    private String stage = "";

    TraceJson(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run(PacketResult result, Run run) {
        packet = result.index();
        stage = run.stage().toString();
    }

    @Override
    public void step(TraceStep step) {
        ObjectNode node = JsonNodes.object().put("coordinate", step.coordinate().toString()).put("packet", packet)
                .put("stage", stage).put("step", step.step().position().step()).put("instruction", step.step().insn())
                .put("depth", step.step().depth()).put("text", step.text());
        node.set("line", step.line().<JsonNode>map(TraceJson::line).orElse(JsonNodes.nothing()));
        node.put("pass", step.origin().pass().name().toLowerCase(java.util.Locale.ROOT)).put("why",
                step.origin().why());
        ArrayNode registers = node.putArray("registers");
        step.step().registers().forEach(r -> registers.addObject().put("register", r.register())
                .put("before", JsonNodes.hex(r.before())).put("after", JsonNodes.hex(r.after())));
        ArrayNode reads = node.putArray("reads");
        ArrayNode writes = node.putArray("writes");
        step.accesses().forEach(a -> (a.write() ? writes : reads).add(access(a)));
        terminal.line(JsonText.line(node));
    }

    static ObjectNode line(Line line) {
        return JsonNodes.object().put("file", line.file()).put("line", line.line()).put("text", line.text());
    }

    private static ObjectNode access(TraceStep.NamedAccess access) {
        ObjectNode node =
                JsonNodes.object().put("address", JsonNodes.hex(access.address())).put("region", access.region());
        ArrayNode names = node.putArray("names");
        access.names().forEach(names::add);
        if (access.write()) {
            node.put("before", JsonNodes.hex(access.before()));
        }
        return node.put(access.write() ? "after" : "value", JsonNodes.hex(access.after()));
    }

    @Override
    public void end(PacketResult result, Run run) {
        ObjectNode node =
                JsonNodes.object().put("coordinate", packet + (stage.equals("xdp") ? ":end" : ":" + stage + ".end"))
                        .put("packet", packet).put("stage", stage).put("step", run.steps());
        switch (run.outcome()) {
            case Outcome.Returned r -> node.put("r0", JsonNodes.unsigned(r.r0())).put("fault", (String) null);
            case Outcome.Faulted f -> node.put("r0", (String) null).put("fault", f.fault().toString());
        }
        terminal.line(JsonText.line(node));
    }
}
