package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The regions that a driver's code works on. */
final class DriverState implements Driver.State {
    /** What is set anew for each packet: {@code size} bytes of a region. */
    private record Part(Region region, int offset, int size, FieldSource value) {}

    private final DriverSpec spec;
    private final Evaluator evaluator;
    private final Layout layout;
    private final int stride;
    private final Region ring;
    private final Region context;
    private final DeviceRegisters registers;
    private final List<Part> parts = new ArrayList<>();
    private final long rxq;
    /** By the objects' names, in the order they are declared. */
    private final Map<String, Region> objects = new LinkedHashMap<>();

    private DriverState(DriverSpec spec, Layout layout, Evaluator evaluator, Memory memory, int entries) {
        this.spec = spec;
        this.evaluator = evaluator;
        this.layout = layout;
        this.stride = layout.size();
        ring = memory.add(Region.Spec.of(Region.Kind.DEVICE, layout.name() + " ring", stride * entries, layout.name())
                .elements(stride, stride));
        context = memory.add(region(Region.Kind.CONTEXT, spec.context(), ScratchArea.SIZE));
        context.bound(0, spec.context().size());
        spec.objects().forEach(o -> objects.put(o.name(),
                memory.add(region(o.device() ? Region.Kind.REGISTERS : Region.Kind.KERNEL, o, 0))));
        registers = DeviceRegisters.of(memory, spec.objects(), objects);
        rxq = address(spec.rxq());
        addParts(context, spec.context());
        spec.objects().forEach(o -> addParts(objects.get(o.name()), o));
    }

    private void addParts(Region region, DriverSpec.Structure structure) {
        for (DriverSpec.Member member : structure.members()) {
            FieldSource value = evaluator.settled(member.value());
            parts.add(new Part(region, member.offset(), member.size(),
                    value instanceof FieldSource.ObjectAddress to ? new FieldSource.Constant(address(to)) : value));
        }
    }

    static DriverState install(DriverSpec spec, Layout layout, Evaluator evaluator, Memory memory, int entries) {
        return new DriverState(spec, layout, evaluator, memory, entries);
    }

    private static Region.Spec region(Region.Kind kind, DriverSpec.Structure structure, int behind) {
        return Region.Spec.of(kind, structure.name(), aligned(structure.size()) + behind, structure.type());
    }

    private static int aligned(int size) {
        return size + 7 & ~7;
    }

    static ScratchArea scratch(DriverSpec spec) {
        return new ScratchArea(aligned(spec.context().size()));
    }

    @Override
    public void prepare(int slot, Received received, long frame) {
        ring.put(slot * stride, received.descriptor());
        Evaluator.Addresses addresses = addresses(descriptor(slot), frame - received.prefix().length);
        for (Part part : parts) {
            part.region().write(part.offset(), part.size(), evaluator.value(part.value(), received.facts(), addresses));
        }
    }

    private Evaluator.Addresses addresses(long descriptor, long prefix) {
        return new Evaluator.Addresses() {
            @Override
            public long object(FieldSource.ObjectAddress source) {
                return address(source);
            }

            @Override
            public long descriptor(FieldSource.DescriptorAddress source) {
                return source.field().map(DriverState.this::offset).map(o -> o < 0 ? 0 : descriptor + o)
                        .orElse(descriptor);
            }

            @Override
            public long prefix() {
                return prefix;
            }
        };
    }

    /** Where a field of the descriptor is; negative if the layout of this configuration has no such field. */
    private int offset(String field) {
        return layout.field(field).map(Field::offset).orElse(-1);
    }

    /** The reader of the folder has checked that the object and its field exist. */
    private long address(FieldSource.ObjectAddress to) {
        Region region = objects.get(to.object());
        int offset = to.path().map(path -> spec.btf().field(region.spec().type(), path).orElseThrow().byteOffset())
                .orElse(0);
        return region.address(offset);
    }

    @Override
    public long context() {
        return context.address(0);
    }

    @Override
    public long rxq() {
        return rxq;
    }

    @Override
    public long descriptor(int slot) {
        return ring.address(slot * stride);
    }

    @Override
    public DeviceRegisters registers() {
        return registers;
    }

    @Override
    public Region ring() {
        return ring;
    }
}
