package dev.xdpscope.app.cli;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.program.ProgramNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program's instructions in the kernel's syntax, for people or as JSON. */
final class ProgramListing {
    private static final int SLOT = 8;
    private static final int TEXT = 44;

    private final Program program;
    private final String stage;
    private final ProgramNames names;

    ProgramListing(Program program, String stage) {
        this.program = program;
        this.stage = stage;
        this.names = new ProgramNames(program);
    }

    /** @param source whether C lines are shown */
    void print(Terminal terminal, boolean source) {
        Optional<Line> shown = Optional.empty();
        for (int i = 0; i < program.code().size(); i++) {
            Optional<ProgramFunction> begun = beginning(i);
            if (begun.isPresent()) {
                terminal.line((i == 0 ? "" : "\n") + terminal.styled(Style.HEADER, begun.get().name() + ":")
                        + terminal.styled(Style.DIM, "  " + about(begun.get())));
                shown = Optional.empty();
            }
            Optional<Line> line = program.line(i);
            if (source && line.isPresent() && !SourceLine.same(line, shown)) {
                shown = line;
                terminal.line(terminal.styled(Style.DIM, "; " + line.get().text().strip() + " @ "
                        + line.get().file() + ":" + line.get().line()));
            }
            if (!(program.code().get(i) instanceof Insn.SecondSlot)) {
                terminal.line(instruction(terminal, i));
            }
        }
    }

    private Optional<ProgramFunction> beginning(int insn) {
        return program.functions().stream().filter(f -> f.start() == insn).findFirst();
    }

    private String about(ProgramFunction function) {
        return switch (function.kind()) {
            case MAIN -> "section " + program.section() + ", " + stage;
            case SUBPROGRAM -> "subprogram";
            case TAIL_CALLED -> "tail-called program";
            case KFUNC_BODY -> "the driver's: " + program.origins().get(function.start()).why();
        };
    }

    private String instruction(Terminal terminal, int i) {
        String text = text(i);
        Origin origin = program.origins().get(i);
        String why = why(origin, program.code().get(i));
        return "%5d: %s".formatted(i, text) + (why.isEmpty() ? ""
                : " ".repeat(Math.max(1, TEXT - text.length())) + terminal.styled(Style.DIM, "; " + why));
    }

    /** For example {@code 17.3 mlx5 unrolls bpf_xdp_metadata_rx_hash}; empty where the instruction itself says it. */
    private static String why(Origin origin, Insn insn) {
        return switch (origin.pass()) {
            case OBJECT, KFUNC_LINK -> "";
            case RELOCATION -> namesItsTarget(insn) ? "" : origin.why();
            case KFUNC_EXPANSION, CTX_REWRITE ->
                    origin.insn() + (origin.step() < 0 ? "" : "." + origin.step()) + " " + origin.why();
        };
    }

    private static boolean namesItsTarget(Insn insn) {
        return insn instanceof Insn.CallLocal || insn instanceof Insn.CallKfunc
                || insn instanceof Insn.LoadImm64 load && !(load.value() instanceof Imm64.Value);
    }

    private String text(int i) {
        return Disassembler.text(program.code().get(i), i, names);
    }

    ObjectNode json() {
        ObjectNode node =
                JsonNodes.object().put("program", program.name()).put("section", program.section()).put("stage", stage);
        ArrayNode functions = node.putArray("functions");
        program.functions().forEach(f -> functions.addObject().put("name", f.name()).put("start", f.start())
                .put("end", f.end()).put("kind", f.kind().name().toLowerCase(Locale.ROOT)));
        node.set("instructions", instructions());
        return node;
    }

    private ArrayNode instructions() {
        ArrayNode all = JsonNodes.array();
        List<Insn> code = program.code();
        byte[] bytes = Encoder.encode(code);
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof Insn.SecondSlot) {
                continue;
            }
            Origin origin = program.origins().get(i);
            ObjectNode node = all.addObject().put("index", i).put("text", text(i))
                    .put("bytes", JsonNodes.hex(Arrays.copyOfRange(bytes, i * SLOT, (i + code.get(i).slots()) * SLOT)));
            node.set("line", program.line(i).<JsonNode>map(TraceJson::line).orElse(JsonNodes.nothing()));
            node.putObject("origin").put("pass", origin.pass().name().toLowerCase(Locale.ROOT))
                    .put("instruction", origin.insn()).put("step", origin.step()).put("why", origin.why());
        }
        return all;
    }
}
