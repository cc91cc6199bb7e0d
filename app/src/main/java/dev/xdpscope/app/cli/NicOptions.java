package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which NIC, in which configuration. */
final class NicOptions {
    @Option(names = "--nic", paramLabel = "NIC", description = "A built-in NIC (see 'xdpscope nics') or a NIC folder.")
    private Optional<String> nic = Optional.empty();

    @Option(names = "--revision", paramLabel = "R", description = "The NIC's hardware revision.")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a switch of the NIC; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    Optional<String> nic() {
        return nic;
    }

    Optional<String> revision() {
        return revision;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** What the options change in a scenario, one by one. */
    Stream<Change> change() {
        return Stream.of(nic.map(Change::nic).stream(), revision.map(Change::revision).stream(),
                settings.entrySet().stream().map(s -> Change.setting(s.getKey(), s.getValue()))).flatMap(c -> c);
    }

    /** The NIC that the options name, configured. */
    ConfiguredNic setup() {
        String name = nic.orElseThrow(() -> Problems.usage("no NIC is given",
                "Add --nic with one of " + String.join(", ", Nics.builtIn()) + ", or a NIC folder."));
        return Nics.load(name).configure(revision, settings);
    }
}
