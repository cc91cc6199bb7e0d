package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

    static Externs of(Optional<Btf> btf) {
        Externs externs = new Externs();
        btf.ifPresent(b -> {
            externs.read(b, ".ksyms");
            externs.read(b, ".kconfig");
        });
        return externs;
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
