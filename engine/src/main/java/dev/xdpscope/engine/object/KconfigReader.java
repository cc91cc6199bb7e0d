package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the map .kconfig of what an object declares {@code __kconfig}: an array of one value that programs only read
 * (libbpf 1.7, src/libbpf.c, {@code bpf_object__collect_externs} and {@code bpf_object__init_kconfig_map}).
 */
final class KconfigReader {
    static final String SECTION = ".kconfig";

    private static final String PREFIX = "LINUX_";
    private static final int KEY = 4;
    private static final int MOST = 1 << 20;

    private final ElfFile elf;
    private final Btf btf;
    private final Kconfig config;

    private KconfigReader(ElfFile elf, Btf btf, Kconfig config) {
        this.elf = elf;
        this.btf = btf;
        this.config = config;
    }

    /**
     * A map of values.
     *
     * @param offsets of the externs in its value, by name
     */
    record Values(MapSpec spec, Map<String, Integer> offsets) {}

    /**
     * @return empty if the object declares none
     * @throws ProblemException for an extern that is not known and not weak, or cannot hold its value
     */
    static Optional<Values> read(ElfFile elf, Optional<Btf> btf, Kconfig config) {
        return btf.flatMap(types -> new KconfigReader(elf, types, config).values());
    }

    private Optional<Values> values() {
        List<KconfigExtern> externs = externs();
        if (externs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> offsets = new LinkedHashMap<>();
        int end = 0;
        for (KconfigExtern extern : externs) {
            int at = Math.ceilDiv(end, extern.alignment()) * extern.alignment();
            offsets.put(extern.name(), at);
            if (extern.size() > MOST - at) {
                throw problem(extern.name(), "makes the section larger than " + (MOST >> 20) + " MiB",
                        "Declare a shorter array.");
            }
            end = at + extern.size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        externs.forEach(extern -> set(extern, bytes.position(offsets.get(extern.name()))));
        MapSpec spec = new MapSpec(SECTION, MapSpec.ARRAY, KEY, end, 1, MapSpec.RDONLY_PROG, Optional.of(bytes.array()),
                Optional.empty(), Optional.empty());
        return Optional.of(new Values(spec, Map.copyOf(offsets)));
    }

    private List<KconfigExtern> externs() {
        Map<String, BtfType.Variable> declared = new LinkedHashMap<>();
        for (int id : btf.named(SECTION)) {
            if (btf.type(id) instanceof BtfType.DataSection section) {
                section.variables().stream().map(p -> btf.type(p.type())).filter(BtfType.Variable.class::isInstance)
                        .forEach(v -> declared.putIfAbsent(v.name(), (BtfType.Variable) v));
            }
        }
        List<KconfigExtern> externs = new ArrayList<>();
        for (Symbol symbol : elf.symbols()) {
            if (symbol.undefined() && declared.containsKey(symbol.name())) {
                BtfType.Variable variable = declared.remove(symbol.name());
                externs.add(KconfigExtern.of(btf, variable, symbol.binding() == Symbol.Binding.WEAK)
                        .orElseThrow(() -> problem(symbol.name(), "has type " + btf.describe(variable.type())
                                + ", which a value of the configuration cannot be",
                                "Declare it as bool, char, int, long, enum libbpf_tristate or an array of char.")));
            }
        }
        return externs.stream().sorted(KconfigExtern.LAYOUT).toList();
    }

    private void set(KconfigExtern extern, ByteBuffer at) {
        KconfigValue value = new KconfigValue(extern, at);
        if (extern.name().startsWith("CONFIG_")) {
            Optional<Kconfig.Option> option = Optional.ofNullable(config.options().get(extern.name()));
            if (option.isEmpty() && !extern.weak()) {
                throw problem(extern.name(), "is not in the kernel's configuration",
                        "Declare it __weak, so that it is 0 then, or give a configuration that has it with --load kconfig=FILE.");
            }
            option.ifPresent(value::set);
            return;
        }
        Optional<Long> answer = config.answer(extern.name());
        if (answer.isEmpty() && !(extern.weak() && extern.name().startsWith(PREFIX))) {
            throw problem(extern.name(), "is not known",
                    "There are CONFIG_… of the kernel's configuration, LINUX_KERNEL_VERSION, LINUX_HAS_BPF_COOKIE and "
                            + "LINUX_HAS_SYSCALL_WRAPPER; another LINUX_… must be __weak, and is 0.");
        }
        if (!value.number(answer.orElse(0L))) {
            throw problem(extern.name(), "is " + answer.orElse(0L) + ", which " + extern.words() + " cannot hold",
                    "Declare it as an int.");
        }
    }

    /** At the first instruction that uses it. */
    private ProblemException problem(String name, String what, String remedy) {
        return new ProblemException(Uses.of(elf, name),
                "extern " + name + " of section " + SECTION + " " + what, remedy);
    }
}
