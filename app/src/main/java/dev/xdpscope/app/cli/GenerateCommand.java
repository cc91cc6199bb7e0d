package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.generate.AfXdp;
import dev.xdpscope.drivers.lab.generate.GeneratedFile;
import dev.xdpscope.drivers.lab.generate.HintsLayout;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xdpscope generate}. */
@Command(name = "generate", description = {"Writes an XDP program for a NIC: as C, as an object, and a header.",
    "af_xdp: stores the hints that the NIC offers in front of the packet and redirects it to an AF_XDP socket."},
        footer = {"",
            "Examples:",
            "  xdpscope generate af_xdp --nic mlx5 --out build",
            "  xdpscope run --object build/af_xdp_mlx5.bpf.o --packets traffic.pcapng --nic mlx5"})
final class GenerateCommand implements Callable<Integer> {
    private static final List<String> KINDS = List.of("af_xdp");

    private final Terminal terminal;

    @Parameters(paramLabel = "WHAT", description = "What to write: af_xdp.")
    private String what;

    @Mixin
    private NicOptions nic = new NicOptions();

    @Option(names = "--out", paramLabel = "DIR",
            description = "The folder for the files; the current one otherwise. It is made if it is not there.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace files that have other contents.")
    private boolean force;

    @Mixin
    private JsonOption json = new JsonOption();

    GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!KINDS.contains(what)) {
            throw Problems.usage("'" + what + "' is nothing that can be generated",
                    "There is " + KINDS.getFirst() + ".");
        }
        ConfiguredNic setup = nic.setup();
        AfXdp made = AfXdp.of(setup, command());
        OutputFiles.makeFolder(out);
        made.files().forEach(f -> check(out.resolve(f.name()), f));
        made.files().forEach(f -> write(out.resolve(f.name()), f));
        if (json.json()) {
            terminal.line(JsonText.of(json(setup, made)));
        } else {
            print(setup, made);
        }
        return 0;
    }

    /** The command as one would write it again. */
    private String command() {
        return "xdpscope generate " + what + " --nic " + nic.nic().orElseThrow()
                + nic.revision().map(r -> " --revision " + r).orElse("") + nic.settings().entrySet().stream()
                        .map(e -> " --set " + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
    }

    private void check(Path file, GeneratedFile generated) {
        OutputFiles.check(file);
        try {
            if (!force && Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), generated.bytes())) {
                throw new ProblemException(Place.of(file), "the file is there, with other contents",
                        "Choose another folder with --out, or replace it with --force.");
            }
        } catch (IOException e) {
            throw Problems.unreadable(file, e);
        }
    }

    private static void write(Path file, GeneratedFile generated) {
        try {
            Files.write(file, generated.bytes());
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), "the file cannot be written (" + e.getMessage() + ")",
                    "Check the folder and its disk.");
        }
    }

    private ObjectNode json(ConfiguredNic setup, AfXdp made) {
        ObjectNode node = JsonNodes.object().put("nic", setup.nic().name()).put("revision", setup.revision().name());
        node.set("configuration", JsonNodes.configuration(setup));
        ArrayNode hints = node.putArray("hints");
        made.hints().forEach(h -> hints.add(h.toString()));
        ObjectNode metadata = node.putObject("metadata").put("struct", HintsLayout.NAME).put("size", HintsLayout.SIZE);
        ArrayNode members = metadata.putArray("members");
        HintsLayout.MEMBERS.forEach(m -> members.addObject().put("name", m.name()).put("offset", m.offset())
                .put("size", m.size()).put("about", m.about()));
        ObjectNode valid = metadata.putObject("hint_valid");
        Arrays.stream(HintsLayout.Valid.values()).forEach(v -> valid.put(v.name(), v.bit()));
        ArrayNode files = node.putArray("files");
        made.files().forEach(f -> files.addObject().put("file", out.resolve(f.name()).toString())
                .put("size", f.bytes().length).put("about", f.about()));
        return node;
    }

    private void print(ConfiguredNic setup, AfXdp made) {
        Table table = new Table().left("file").right("bytes").flexible("what");
        made.files().forEach(f -> table.row(List.of(Table.Cell.of(out.resolve(f.name()).toString()),
                Table.Cell.of(Integer.toString(f.bytes().length)), Table.Cell.of(f.about()))));
        table.lines(terminal).forEach(terminal::line);
        terminal.line("");
        terminal.wrapped(setup.nic().name() + " " + setup.revision().name() + " offers " + (made.hints().isEmpty()
                ? "no hint: the program gives a software timestamp, and needs no device-bound loading."
                : made.hints().stream().map(Object::toString).collect(Collectors.joining(", "))
                        + ". Load the program with BPF_F_XDP_DEV_BOUND_ONLY for the interface."),
                "");
    }
}
