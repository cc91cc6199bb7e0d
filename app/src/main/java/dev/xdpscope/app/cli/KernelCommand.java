package dev.xdpscope.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code xdpscope kernel}: what the running kernel is asked. */
@Command(name = "kernel",
        description = "Asks the running Linux kernel. Programs go into it only with --kernel or a yes.")
final class KernelCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "There is nothing to ask the kernel. Commands are "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
