package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code xdpscope} without a command: opens files, or the first sample. */
@Command(name = "xdpscope", description = {
    "Explores and debugs the flow of XDP metadata, from descriptor bits to the sk_buff.",
    "Without a command it opens FILEs (scenarios, objects, captures, folders) or the first sample,",
    "in a window, or in the terminal where there is no display."},
        footer = {"",
            "Examples:",
            "  xdpscope                                   # the first sample",
            "  xdpscope my-scenario.json                  # a scenario in the window",
            "  xdpscope run my-scenario.json --json       # its results for a program",
            "  xdpscope trace my-scenario.json --packet 0 # one packet, instruction by instruction",
            "", "Exit codes: 0 all is well, 1 a check failed, 2 the command line or an input is at fault."})
final class XdpscopeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<DesktopWindow> window;
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "What to open.")
    private List<Path> files = List.of();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of problems.")
    private boolean debug;

    XdpscopeCommand(Terminal terminal, Supplier<DesktopWindow> window, Environment environment) {
        this.terminal = terminal;
        this.window = window;
        this.environment = environment;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        files.forEach(this::check);
        if (environment.display()) {
            window.get().open(
                    files.isEmpty() ? List.of(sample()) : files.stream().map(ScenarioFiles::inFolder).toList(),
                    environment.firstSample());
        } else if (files.isEmpty()) {
            new FirstLook(terminal, window, environment).show(sample());
        } else {
            files.forEach(this::run);
        }
        return 0;
    }

    private void check(Path file) {
        if (!Files.exists(file)) {
            throw new ProblemException(Place.of(file), "there is no such command or file",
                    "Commands are " + String.join(", ", spec.subcommands().keySet()) + ".");
        }
    }

    private void run(Path file) {
        ChangedScenario scenario = ScenarioFiles.open(file, sample());
        scenario.voided().forEach(terminal::note);
        new RunText(terminal, Lab.run(scenario.scenario())).print(false);
    }

    private Path sample() {
        return environment.firstSample().orElseThrow(() -> Problems.usage("the samples are not known",
                "Start with ./xdpscope, or name a scenario."));
    }
}
