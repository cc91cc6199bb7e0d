package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.kernel.Checked;
import dev.xdpscope.drivers.lab.kernel.KernelCheck;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xdpscope kernel check}. */
@Command(name = "check",
        description = {
            "Runs programs on the same packets here and in the running Linux kernel, and prints what differs:",
            "verdicts, packets, metadata, maps, and instructions after all rewriting. Nothing stays loaded."},
        footer = {"",
            "Examples:",
            "  xdpscope kernel check sample-traces/hints-to-metadata --kernel",
            "  xdpscope kernel check prog.o --kernel          # on the packets of the first sample",
            "  xdpscope kernel check scenario.json --json --kernel",
            "", "Exit codes: 0 no difference, 1 differences, 2 the kernel may not be asked, or an input is at fault."})
final class KernelCheckCommand implements Callable<Integer> {
    /** A scenario that was checked. */
    record Result(Path file, Scenario scenario, Checked checked) {}

    private final Terminal terminal;
    private final Environment environment;

    @Parameters(arity = "1..*", paramLabel = "SCENARIO|OBJECT",
            description = "Scenarios, folders with a scenario.json, and objects: of those every XDP program.")
    private List<Path> files = List.of();

    @Option(names = "--kernel", description = "Load the programs without asking.")
    private boolean consent;

    @Option(names = "--limit", paramLabel = "N", description = "How many packets to take of each capture.")
    private Optional<Integer> limit = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    KernelCheckCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (limit.filter(n -> n < 1).isPresent()) {
            throw Problems.usage("--limit must be at least 1, not " + limit.get(), "Leave it out to take all.");
        }
        List<Result> wanted = new ArrayList<>();
        for (Path file : files) {
            ScenarioFiles.all(file, environment.firstSample()).forEach(s -> wanted.add(new Result(file,
                    s.with(limit.map(Change::limit).orElse(Change.NONE)), new Checked.Skipped(List.of()))));
        }
        int programs = wanted.stream().mapToInt(w -> KernelCheck.programs(w.scenario())).sum();
        new KernelConsent(terminal).require(consent, programs);
        KernelCheck check = new KernelCheck(kernel());
        List<Result> results = wanted.stream()
                .map(w -> new Result(w.file(), w.scenario(), check.check(w.scenario()))).toList();
        if (json.json()) {
            terminal.line(JsonText.of(KernelCheckJson.of(results)));
        } else {
            new KernelCheckText(terminal, results).print();
        }
        return results.stream().anyMatch(r -> r.checked() instanceof Checked.Compared c && c.differs()) ? 1 : 0;
    }

    private static Kernel kernel() {
        return switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel kernel) -> typed(kernel);
            case KernelAccess.Closed(String why) -> throw Problems.usage("the running kernel cannot be asked: " + why,
                    "Run it on Linux as root, or give it CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON.");
        };
    }

    /** Offsets in the kernel's structures are those of its own types. */
    private static Kernel typed(Kernel kernel) {
        try {
            kernel.types();
            return kernel;
        } catch (UncheckedIOException e) {
            throw Problems.usage("the running kernel does not show its types: " + e.getCause().getMessage(),
                    "Use a kernel with CONFIG_DEBUG_INFO_BTF.");
        }
    }
}
