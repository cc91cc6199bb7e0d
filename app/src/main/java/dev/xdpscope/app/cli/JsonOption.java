package dev.xdpscope.app.cli;

import picocli.CommandLine.Option;

/** Whether results are for programs. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }
}
