package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The names in a template; see {@link Template.Names}. */
record TemplateSymbols(Template.Names names) implements Symbols {
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
