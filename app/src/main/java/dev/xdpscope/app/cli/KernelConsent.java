package dev.xdpscope.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Nothing is loaded into the running kernel unless somebody has said so. */
final class KernelConsent {
    private static final Set<String> YES = Set.of("y", "yes");

    private final Terminal terminal;
    private final boolean asks;

    KernelConsent(Terminal terminal) {
        this(terminal, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    }

    /** @param asks whether there is somebody at a terminal */
    KernelConsent(Terminal terminal, boolean asks) {
        this.terminal = terminal;
        this.asks = asks;
    }

    /**
     * @param given on the command line
     * @param programs how many are to be loaded
     * @throws dev.xdpscope.engine.problem.ProblemException if nobody agrees
     */
    void require(boolean given, int programs) {
        String what = programs == 1 ? "1 program" : programs + " programs";
        if (given) {
            return;
        }
        if (!asks) {
            throw Problems.usage(what + " would be loaded into the running kernel",
                    "Give --kernel if that is meant.");
        }
        terminal.err().print("load " + what + " into the running kernel, run and unload? [y/N] ");
        terminal.err().flush();
        if (!YES.contains(answer())) {
            throw Problems.usage("nothing has been loaded", "Answer y, or give --kernel.");
        }
    }

    private String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }
}
