package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.descriptor.Field;
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

    /** A bit range: offset of its integer, size of that in bytes, lowest bit, bits in place. */
    private record Range(long offset, long size, long shift, long mask) {}

    @Override
    public OptionalLong value(String name) {
        Optional<Long> number = range(name).map(Range::offset);
        int dot = name.lastIndexOf('.');
        if (number.isEmpty() && dot > 0) {
            String of = name.substring(0, dot);
            number = switch (name.substring(dot + 1)) {
                case "size" -> range(of).map(Range::size).or(() -> structure(of));
                case "shift" -> range(of).map(Range::shift);
                case "mask" -> range(of).map(Range::mask);
                default -> Optional.empty();
            };
        }
        return number.or(() -> enumerator(name)).or(() -> Optional.ofNullable(names.constants().get(name)))
                .map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Optional<Range> range(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String owner = name.substring(0, dot);
        String path = name.substring(dot + 1);
        Optional<Range> described = owner.equals(names.layout().name())
                ? names.layout().field(path).map(TemplateSymbols::of) : Optional.empty();
        return described.or(() -> names.btf().field(owner, path).map(TemplateSymbols::of));
    }

    private static Range of(Field f) {
        return new Range(f.offset(), f.size(), f.lowBit(), f.mask());
    }

    /** A bit field of C is read through the bytes it has bits in. */
    private static Range of(dev.xdpscope.engine.object.btf.Field f) {
        boolean wholeBytes = f.bitOffset() == 0 && f.bitSize() % 8 == 0;
        int bytes = wholeBytes ? f.bitSize() / 8 : Integer.highestOneBit((f.bitOffset() + f.bitSize() + 7) / 8 * 2 - 1);
        long ones = f.bitSize() >= 64 ? -1 : (1L << f.bitSize()) - 1;
        return new Range(f.byteOffset(), bytes, f.bitOffset(), ones << f.bitOffset());
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
