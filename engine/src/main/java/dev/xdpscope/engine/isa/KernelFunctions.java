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
import java.util.stream.Stream;

/**
 * All helpers of the kernel, ids 1 to 211 (the list is closed, newer functions are kfuncs), and the kfuncs that XDP programs
 * may call on Linux 6.18.
 *
 * <p>Sources. Which of them XDP programs may call and which need the GPL: the verifier of a running Linux 6.18.44, asked for each;
 * signatures of helpers: libbpf's bpf_helper_defs.h, of kfuncs: that kernel's BTF. Releases: the ebpf.io documentation's list
 * of commits, with three corrections (bpf_get_prandom_u32 lies between helpers of 4.1 and is one of them, bpf_dynptr_is_rdonly
 * came with bpf_dynptr_is_null, bpf_strnlen with bpf_strlen); checked against the order of the ids, which were
 * given one after the other, and for kfuncs against the sources of 6.12 and 6.18.
 */
public final class KernelFunctions {
    private static final List<KernelFunction> HELPERS = read("helpers.tsv").map(KernelFunctions::helper).toList();
    private static final List<KernelFunction> KFUNCS = read("kfuncs.tsv").map(KernelFunctions::kfunc).toList();
    private static final Map<String, KernelFunction> BY_NAME = Stream.concat(HELPERS.stream(), KFUNCS.stream())
            .collect(Collectors.toUnmodifiableMap(KernelFunction::name, Function.identity()));

    private KernelFunctions() {}

    /** By id. */
    public static List<KernelFunction> helpers() {
        return HELPERS;
    }

    /** By name. */
    public static List<KernelFunction> kfuncs() {
        return KFUNCS;
    }

    /** The helper with this id. */
    public static Optional<KernelFunction> helper(int id) {
        return id >= 1 && id <= HELPERS.size() ? Optional.of(HELPERS.get(id - 1)) : Optional.empty();
    }

    /** The helper or kfunc of this name. */
    public static Optional<KernelFunction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Columns id, since, flags ({@code xdp}, {@code gpl} or {@code -}), signature, note. */
    private static KernelFunction helper(List<String> columns) {
        String flags = columns.get(2);
        return new KernelFunction(OptionalInt.of(Integer.parseInt(columns.get(0))), name(columns.get(3)),
                columns.get(1),
                flags.contains("xdp"), flags.contains("gpl"), columns.get(3), note(columns, 4));
    }

    /** Columns since, signature, note. Kfuncs are only for programs that are compatible with the GPL. */
    private static KernelFunction kfunc(List<String> columns) {
        return new KernelFunction(OptionalInt.empty(), name(columns.get(1)), columns.get(0), true, true, columns.get(1),
                note(columns, 2));
    }

    /** The word in front of the parameters. */
    private static String name(String signature) {
        String head = signature.substring(0, signature.indexOf('('));
        return head.substring(Math.max(head.lastIndexOf(' '), head.lastIndexOf('*')) + 1);
    }

    private static String note(List<String> columns, int at) {
        return columns.size() > at ? columns.get(at) : "";
    }

    private static Stream<List<String>> read(String resource) {
        try (InputStream in = Objects.requireNonNull(KernelFunctions.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> List.of(line.split("\t")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
