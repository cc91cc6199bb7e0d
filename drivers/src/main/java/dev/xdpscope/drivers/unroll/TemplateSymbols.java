package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The names in a template; see {@link Template.Names}. */
final class TemplateSymbols implements Symbols {
    private final Template.Names names;
    private final List<Replacement.Callee> called = new ArrayList<>();

    TemplateSymbols(Template.Names names) {
        this.names = names;
    }

    Template.Names names() {
        return names;
    }

    /** The functions that were looked up, each at the index that stood for its name. */
    List<Replacement.Callee> called() {
        return List.copyOf(called);
    }

    @Override
    public OptionalInt kfunc(String name) {
        for (int i = 0; i < called.size(); i++) {
            if (called.get(i).body().name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        Optional<Replacement.Callee> callee = names.functions().apply(name);
        callee.ifPresent(called::add);
        return callee.isPresent() ? OptionalInt.of(called.size() - 1) : OptionalInt.empty();
    }

    @Override
    public OptionalLong value(String name) {
        Fields fields = new Fields(names);
        Optional<Long> number = fields.find(name).map(f -> (long) f.offset());
        int dot = name.lastIndexOf('.');
        if (number.isEmpty() && dot > 0) {
            String of = name.substring(0, dot);
            number = switch (name.substring(dot + 1)) {
                case "size" -> fields.find(of).map(f -> (long) f.size()).or(() -> structure(of));
                case "shift" -> fields.find(of).map(f -> (long) f.lowBit());
                case "mask" -> fields.find(of).map(BitRange::mask);
                default -> Optional.empty();
            };
        }
        return number.or(() -> enumerator(name)).or(() -> Optional.ofNullable(names.constants().get(name)))
                .map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public String remedy(String name) {
        return new KnownNames(names).remedy(name, OptionalInt.empty());
    }

    private Optional<Long> structure(String name) {
        OptionalInt id = names.btf().struct(name);
        return id.isEmpty() ? Optional.empty() : Optional.of((long) names.btf().sizeOf(id.getAsInt()));
    }

    private Optional<Long> enumerator(String name) {
        Btf btf = names.btf();
        for (int id = 1; id < btf.count(); id++) {
            if (btf.type(id) instanceof BtfType.Enum e) {
                for (BtfType.Enumerator value : e.enumerators()) {
                    if (value.name().equals(name)) {
                        return Optional.of(value.value());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
