package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.drivers.lab.scenario.LoadingReader;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a program is loaded. */
final class LoadOptions {
    @Option(names = "--load", paramLabel = "KEY=VALUE",
            description = "How the program is loaded; may be repeated: bound (true, false, other-device, no-device, offload), "
                    + "mode (native, generic, test-run), into (prog_array, devmap, cpumap), kernel (6.12), "
                    + "kconfig (a file with the kernel's configuration).")
    private Map<String, String> load = new LinkedHashMap<>();

    /** What the options make of {@code from}. */
    Loading loading(Loading from) {
        try {
            return LoadingReader.read(from, load);
        } catch (ProblemException e) {
            throw Problems.usage("--load: " + e.what(), e.remedy());
        }
    }
}
