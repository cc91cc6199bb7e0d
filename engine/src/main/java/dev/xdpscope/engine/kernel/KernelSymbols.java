package dev.xdpscope.engine.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses of the kernel's functions ({@code /proc/kallsyms}): what tells the calls of translated programs. */
public final class KernelSymbols {
    private static final Path FILE = Path.of("/proc/kallsyms");

    /** What the immediate of a translated call counts from. */
    private static final String BASE = "__bpf_call_base";

    private final Map<Long, List<String>> byAddress;
    private final Optional<Long> base;

    KernelSymbols(Map<Long, List<String>> byAddress) {
        this.byAddress = byAddress;
        this.base = byAddress.entrySet().stream().filter(e -> e.getValue().contains(BASE)).map(Map.Entry::getKey)
                .findFirst();
    }

    /** None where the file cannot be read, or has no addresses for this process (kernel.kptr_restrict). */
    static KernelSymbols read() {
        Map<Long, List<String>> all = new HashMap<>();
        try (Stream<String> lines = Files.lines(FILE, StandardCharsets.ISO_8859_1)) {
            lines.map(line -> line.split("[ \t]", -1)).filter(parts -> parts.length >= 3 && parts[1].matches("[tT]"))
                    .filter(parts -> !parts[0].matches("0+"))
                    .forEach(parts -> all.merge(Long.parseUnsignedLong(parts[0], 16), List.of(parts[2]),
                            (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
        } catch (IOException | NumberFormatException e) {
            return new KernelSymbols(Map.of());
        }
        return new KernelSymbols(all);
    }

    /** Whether there are any. */
    public boolean known() {
        return base.isPresent();
    }

    /** The functions that a translated call with this immediate enters; none if that is not known. */
    public List<String> called(int immediate) {
        return base.map(b -> byAddress.getOrDefault(b + immediate, List.of())).orElse(List.of());
    }
}
