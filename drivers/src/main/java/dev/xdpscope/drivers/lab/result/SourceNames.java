package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Names for addresses: descriptor fields, members of kernel structures, bytes of the packet, the stack, map values. */
public final class SourceNames {
    private final ConfiguredNic setup;
    private final LongFunction<Optional<Region>> regions;

    /**
     * @param regions which region an address is in, as {@code State::region} and {@code Memory::region} answer
     */
    public SourceNames(ConfiguredNic setup, LongFunction<Optional<Region>> regions) {
        this.setup = setup;
        this.regions = regions;
    }

    /** The sources of a value, for example {@code cqe64.timestamp_h, cqe64.timestamp_l}; constants only if there is nothing else. */
    public String of(List<ValueSource> sources) {
        Set<String> names = new LinkedHashSet<>();
        for (ValueSource source : sources) {
            switch (source) {
                case ValueSource.Memory m -> names.addAll(of(m.address(), m.length()));
                case ValueSource.Call c -> names.add(c.name());
                case ValueSource.Argument a -> names.add("r" + a.register() + " at the start");
                case ValueSource.Constant c -> {}
            }
        }
        if (names.isEmpty()) {
            sources.stream().filter(ValueSource.Constant.class::isInstance).map(ValueSource.Constant.class::cast)
                    .forEach(c -> names.add("constant " + c.value()));
        }
        return String.join(", ", names);
    }

    /** Names of what lies in {@code length} bytes at {@code address}. */
    public Set<String> of(long address, int length) {
        Set<String> names = new LinkedHashSet<>();
        Optional<Region> region = regions.apply(address);
        if (region.isEmpty()) {
            return Set.of("0x" + Long.toHexString(address));
        }
        Region.Spec spec = region.get().spec();
        int offset = Memory.offset(address);
        int inElement = spec.stride() == 0 ? offset : Math.floorMod(offset, spec.stride());
        for (int i = 0; i < length; i++) {
            names.add(name(spec, inElement + i, i));
        }
        return names;
    }

    /** The fields that byte {@code address} has of what the NIC wrote in front of the frame; none if it lies elsewhere. */
    public List<Field> inFront(long address) {
        return regions.apply(address).map(Region::spec).stream().flatMap(spec -> {
            int offset = Memory.offset(address);
            int front = front(spec, spec.stride() == 0 ? offset : Math.floorMod(offset, spec.stride()));
            return front < 0 ? Stream.empty() : setup.prefix().orElseThrow().at(front).stream();
        }).toList();
    }

    /** Offset in what the NIC wrote in front of the frame; -1 outside of it. */
    private int front(Region.Spec spec, int offset) {
        int front = offset - XdpBuff.PACKET_HEADROOM;
        return spec.kind() == Region.Kind.PACKET && front >= 0
                && front < setup.prefix().map(Layout::size).orElse(0) ? front : -1;
    }

    private String name(Region.Spec spec, int offset, int i) {
        if (spec.kind() == Region.Kind.DEVICE) {
            return field(setup.layout(), offset);
        }
        if (front(spec, offset) >= 0) {
            return field(setup.prefix().orElseThrow(), front(spec, offset));
        }
        Optional<String> scratch = spec.kind() == Region.Kind.CONTEXT ? setup.driver().scratch().slot(offset)
                : Optional.empty();
        if (scratch.isPresent()) {
            return scratch.get();
        }
        Optional<String> member = spec.type().isEmpty() ? Optional.empty()
                : member(setup.driver().btf(), spec.type(), offset).map(path -> spec.type() + "." + path);
        return member.orElseGet(() -> spec.name() + "+" + (offset - i));
    }

    /** The field in a byte of what the NIC wrote; where a byte holds several, the name they share. */
    private static String field(Layout layout, int offset) {
        List<Field> fields = layout.at(offset);
        if (fields.isEmpty()) {
            return layout.name() + "+" + offset;
        }
        String first = fields.getFirst().name();
        return layout.name() + "." + (fields.size() == 1 ? first : first.replaceFirst("\\..*", ""));
    }

    /** The path of the member of {@code struct} that byte {@code offset} is in. */
    static Optional<String> member(Btf btf, String struct, int offset) {
        OptionalInt id = btf.struct(struct);
        return id.isEmpty() ? Optional.empty() : member(btf, id.getAsInt(), offset, "");
    }

    private static Optional<String> member(Btf btf, int type, int offset, String prefix) {
        if (!(btf.resolved(type) instanceof BtfType.Struct composite)) {
            return prefix.isEmpty() ? Optional.empty() : Optional.of(prefix);
        }
        for (BtfType.Member m : composite.members()) {
            int at = m.bitOffset() / 8;
            int size = m.bitSize() > 0 ? (m.bitOffset() % 8 + m.bitSize() + 7) / 8 : btf.sizeOf(m.type());
            if (offset >= at && offset < at + size) {
                String path = m.name().isEmpty() ? prefix : prefix.isEmpty() ? m.name() : prefix + "." + m.name();
                return member(btf, m.type(), offset - at, path);
            }
        }
        return prefix.isEmpty() ? Optional.empty() : Optional.of(prefix);
    }
}
