package dev.xdpscope.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xdpscope completion}. */
@Command(name = "completion",
        description = "Prints a script that makes a shell complete xdpscope's commands and options.",
        footer = {"",
            "Example:",
            "  source <(xdpscope completion bash)"})
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh; one script serves both.")
    private String shell;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw Problems.usage("there is no completion for the shell '" + shell + "'",
                    "There is for " + String.join(" and ", SHELLS) + ".");
        }
        terminal.line(AutoComplete.bash("xdpscope", spec.root().commandLine()));
        return 0;
    }
}
