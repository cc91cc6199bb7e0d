package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an object declares {@code extern}, by name: BTF lists it in the sections .ksyms and .kconfig. */
final class Externs {
    /** An extern declaration. */
    sealed interface Extern {
        /** A kernel function and its number of parameters. */
        record Kfunc(int parameters) implements Extern {}

        /** A kernel variable. */
        record Variable() implements Extern {}

        /** A value of the kernel's configuration. */
        record Config() implements Extern {}
    }

    private final Map<String, Extern> byName = new HashMap<>();
    /** Names of those that the object uses, in libbpf's order: values of the configuration first, then by name. */
    private final List<String> used;

    private Externs(ElfFile elf) {
        this.used = elf.symbols().stream().filter(Symbol::undefined).map(Symbol::name).filter(n -> !n.isEmpty())
                .distinct().collect(Collectors.toCollection(ArrayList::new));
    }

    static Externs of(ElfFile elf, Optional<Btf> btf) {
        Externs externs = new Externs(elf);
        btf.ifPresent(b -> {
            externs.read(b, ".ksyms");
            externs.read(b, ".kconfig");
        });
        externs.used.sort(Comparator.comparing((String n) -> !(externs.byName.get(n) instanceof Extern.Config))
                .thenComparing(Comparator.naturalOrder()));
        return externs;
    }

    /** The number by which libbpf knows a kernel symbol that the object uses. */
    int number(String name) {
        return used.indexOf(name);
    }

    Optional<Extern> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void read(Btf btf, String section) {
        for (int id : btf.named(section)) {
            if (btf.type(id) instanceof BtfType.DataSection s) {
                s.variables().forEach(p -> add(btf, btf.type(p.type()), section));
            }
        }
    }

    private void add(Btf btf, BtfType type, String section) {
        if (section.equals(".kconfig")) {
            byName.put(type.name(), new Extern.Config());
        } else if (type instanceof BtfType.Func f && btf.type(f.prototype()) instanceof BtfType.FunctionPrototype p) {
            byName.put(f.name(), new Extern.Kfunc(p.parameters().size()));
        } else {
            byName.put(type.name(), new Extern.Variable());
        }
    }
}
