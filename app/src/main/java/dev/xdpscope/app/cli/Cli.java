package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.ProblemException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code xdpscope} command with all its commands. Exit codes: 0 ok, 1 a check failed, 2 bad usage or input. */
public final class Cli {
    /** What the command line or an input is at fault for. */
    public static final int BAD_INPUT = 2;

    private static final int HELP_WIDTH = 100;

    private final Terminal terminal;
    private final XdpscopeCommand root;
    private final CommandLine line;

    /**
     * @param window makes the window when it is needed
     */
    public Cli(Terminal terminal, Supplier<DesktopWindow> window, Environment environment) {
        this.terminal = terminal;
        this.root = new XdpscopeCommand(terminal, window, environment);
        this.line = new CommandLine(root);
        for (Object command : List.of(new RunCommand(terminal), new CompareCommand(terminal),
                new TraceCommand(terminal), new DisasmCommand(terminal),
                new AsmCommand(terminal), new UnrollCommand(terminal), new NicsCommand(terminal),
                new HelpersCommand(terminal),
                new GenerateCommand(terminal), new SnapshotCommand(terminal, window), new ExecCommand(terminal),
                new CompletionCommand(terminal))) {
            line.addSubcommand(command);
        }
        line.addSubcommand(new CommandLine(new KernelCommand())
                .addSubcommand(new KernelCheckCommand(terminal, environment)));
        Stream.concat(Stream.of(line), line.getSubcommands().values().stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getSubcommands().values().stream())))
                .map(CommandLine::getCommandSpec)
                .forEach(c -> c.mixinStandardHelpOptions(true).version("xdpscope " + environment.version()));
        line.setOut(writer(terminal.out())).setErr(writer(terminal.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(terminal.width(), 80, HELP_WIDTH))
                .setParameterExceptionHandler(this::usage)
                .setExecutionExceptionHandler((e, command, parsed) -> problem(e));
    }

    private static PrintWriter writer(PrintStream to) {
        return new PrintWriter(to, false, to.charset());
    }

    /** Runs the command that {@code args} name and returns the exit code. Nothing is thrown, whatever happens. */
    public int run(String... args) {
        try {
            int code = line.execute(args);
            line.getOut().flush();
            terminal.out().flush();
            return code;
        } catch (Error e) {
            return problem(e);
        }
    }

    private int usage(ParameterException e, String[] args) {
        debug(e);
        String help = "See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
        List<String> similar = e instanceof UnmatchedArgumentException u ? u.getSuggestions() : List.of();
        String message = e.getMessage().strip();
        terminal.note(message + (message.endsWith(".") ? " " : ". ")
                + (similar.isEmpty() ? "" : "Did you mean " + String.join(", ", similar) + "? ") + help);
        return BAD_INPUT;
    }

    private int problem(Throwable e) {
        terminal.out().flush();
        debug(e);
        terminal.note(switch (e) {
            case ProblemException p -> p.getMessage();
            case OutOfMemoryError memory ->
                    "the memory is not enough. Give fewer packets with --limit, or Java more memory: "
                            + "JAVA_TOOL_OPTIONS=-Xmx4g.";
            default -> "this is a mistake in xdpscope itself (" + e
                    + "). Run it again with --debug and report what it prints.";
        });
        return BAD_INPUT;
    }

    private void debug(Throwable e) {
        if (root.debug()) {
            e.printStackTrace(terminal.err());
        }
    }
}
