package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Patch;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xdpscope unroll}. */
@Command(name = "unroll", description = "Shows what a driver puts in place of a kfunc call.", footer = {"",
    "Examples:",
    "  xdpscope unroll --nic mlx5 --kfunc bpf_xdp_metadata_rx_hash",
    "  xdpscope unroll --nic mlx5 --set clock=free-running --kfunc rx_timestamp --generation rfc"})
final class UnrollCommand implements Callable<Integer> {
    private static final String PREFIX = "bpf_xdp_metadata_";

    /** How drivers of the RFC series handed over their instructions. */
    private enum PatchVersion {
        v1,
        v2
    }

    private final Terminal terminal;

    @Mixin
    private NicOptions nic = new NicOptions();

    @Option(names = "--kfunc", paramLabel = "K", required = true,
            description = "The kfunc; the prefix bpf_xdp_metadata_ may be left out.")
    private String name;

    @Option(names = "--generation", paramLabel = "G", converter = Generation.Converter.class,
            description = "rfc (value in r0) or mainline (errno in r0, values through pointers). Default: mainline.")
    private Generation generation = Generation.MAINLINE;

    @Option(names = "--patch", paramLabel = "V",
            description = "v1: refuse what did not fit into the 16 entries that RFC v1 had. Default: v2, without limit.")
    private PatchVersion patch = PatchVersion.v2;

    @Mixin
    private JsonOption json = new JsonOption();

    UnrollCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        Kfunc kfunc = generation.kfunc(full).orElseThrow(() -> Problems.usage(
                "there is no kfunc " + name + " in generation " + generation.word(),
                "Known are " + String.join(", ", generation.kfuncs().keySet()) + "."));
        ConfiguredNic setup = nic.setup();
        Unrolling unrolling = setup.unroller(kfunc);
        if (patch == PatchVersion.v1) {
            replacement(unrolling).ifPresent(by -> KfuncExpansion.checkLength(kfunc, by, Patch.V1_LIMIT));
        }
        if (json.json()) {
            terminal.line(JsonText.of(json(setup, kfunc, unrolling)));
        } else {
            print(setup, kfunc, unrolling);
        }
        return 0;
    }

    private ObjectNode json(ConfiguredNic setup, Kfunc kfunc, Unrolling unrolling) {
        ObjectNode node = JsonNodes.object().put("nic", setup.nic().name()).put("revision", setup.revision().name());
        node.set("configuration", JsonNodes.configuration(setup));
        node.put("kfunc", kfunc.name()).put("generation", generation.word());
        Optional<Replacement> by = replacement(unrolling);
        node.put("unrolled", by.isPresent()).put("why", why(unrolling));
        node.put("calls", unrolling instanceof Unrolling.Replace r ? r.calls().orElse(null) : null);
        ArrayNode mangled = node.putArray("mangled");
        by.ifPresent(r -> Patch.mangled(r.code()).forEach(mangled::add));
        node.set("instructions", by.map(r -> instructions(setup, r)).orElse(JsonNodes.array()));
        return node;
    }

    private static ArrayNode instructions(ConfiguredNic setup, Replacement by) {
        ArrayNode node = InsnListing.json(by.code(), new CalleeNames(by));
        List<String> fields = fields(setup, by);
        node.forEach(insn -> ((ObjectNode) insn).put("field", fields.get(insn.get("index").asInt())));
        return node;
    }

    private static List<String> fields(ConfiguredNic setup, Replacement by) {
        return FieldNames.of(by, setup.driver());
    }

    private void print(ConfiguredNic setup, Kfunc kfunc, Unrolling unrolling) {
        terminal.line(terminal.styled(Style.HEADER, kfunc.name()) + "  " + generation.word() + ", " + setup.nic().name()
                + " " + setup.revision().name());
        terminal.line(why(unrolling));
        replacement(unrolling)
                .ifPresent(r -> InsnListing.print(r.code(), new CalleeNames(r), fields(setup, r), terminal));
        replacement(unrolling).ifPresent(r -> terminal.line("mangled registers, as PATCH v1 estimated them: "
                + Patch.mangled(r.code()).stream().map(n -> "r" + n).collect(Collectors.joining(" "))));
    }

    private static Optional<Replacement> replacement(Unrolling unrolling) {
        return unrolling instanceof Unrolling.Replace r ? Optional.of(r.replacement()) : Optional.empty();
    }

    private static String why(Unrolling unrolling) {
        return switch (unrolling) {
            case Unrolling.Replace(Replacement by, Optional<String> calls, Replacement written) ->
                    by.why() + calls.map(reason -> ", with a call inside: " + reason).orElse("");
            case Unrolling.KeepCall(String reason) -> "stays a call: " + reason;
            case Unrolling.None none -> "stays a call: the driver has no recipe for it";
        };
    }
}
