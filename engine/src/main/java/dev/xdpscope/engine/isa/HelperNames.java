package dev.xdpscope.engine.isa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The names of the kernel's helper functions, ids 1 to 211 (include/uapi/linux/bpf.h, {@code ___BPF_FUNC_MAPPER}; the
 * list is closed, newer functions are kfuncs).
 */
public final class HelperNames {
    /** Line n of the resource is the helper with id n. */
    private static final List<String> BY_ID = read();

    private static final Map<String, Integer> BY_NAME = IntStream.rangeClosed(1, BY_ID.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(id -> BY_ID.get(id - 1), Function.identity()));

    private HelperNames() {}

    /** For example {@code bpf_map_lookup_elem} for 1; empty if no helper has this id. */
    public static Optional<String> name(int id) {
        return id >= 1 && id <= BY_ID.size() ? Optional.of(BY_ID.get(id - 1)) : Optional.empty();
    }

    /** For example 1 for {@code bpf_map_lookup_elem}; empty if no helper has this name. */
    public static OptionalInt id(String name) {
        return BY_NAME.containsKey(name) ? OptionalInt.of(BY_NAME.get(name)) : OptionalInt.empty();
    }

    private static List<String> read() {
        try (InputStream in = Objects.requireNonNull(HelperNames.class.getResourceAsStream("helpers.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
