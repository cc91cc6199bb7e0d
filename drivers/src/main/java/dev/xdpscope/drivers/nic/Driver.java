package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.program.Program;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** A NIC's driver: its code, and the structures that the code works on. */
public final class Driver {
    private final DriverSpec spec;
    private final Layout layout;
    private final Evaluator evaluator;
    private final Map<String, Program> linked = new ConcurrentHashMap<>();

    Driver(DriverSpec spec, Layout layout, Evaluator evaluator) {
        this.spec = spec;
        this.layout = layout;
        this.evaluator = evaluator;
    }

    /** The compiled code. */
    public BpfObject object() {
        return spec.object();
    }

    /** The types of the driver's object, which are also those of the regions that {@link #install} adds. */
    public Btf btf() {
        return spec.btf();
    }

    /** Name of the structure that begins with the xdp_buff, for example {@code mlx5e_xdp_buff}. */
    public String contextType() {
        return spec.context().type();
    }

    /** What lies behind the context's structure. */
    public ScratchArea scratch() {
        return DriverState.scratch(spec);
    }

    /** Size in bytes of a structure of the driver's object, for example {@code sk_buff}; empty if it has none of that name. */
    public OptionalInt sizeOf(String struct) {
        OptionalInt id = spec.btf().struct(struct);
        return id.isEmpty() ? id : OptionalInt.of(spec.btf().sizeOf(id.getAsInt()));
    }

    /** How many parameters a function of the object has; -1 if its types do not say. */
    int parameters(String function) {
        Btf btf = spec.btf();
        return btf.named(function).stream().map(btf::type)
                .filter(BtfType.Func.class::isInstance).map(f -> btf.type(((BtfType.Func) f).prototype()))
                .filter(BtfType.FunctionPrototype.class::isInstance)
                .map(p -> ((BtfType.FunctionPrototype) p).parameters().size()).findFirst().orElse(-1);
    }

    /** A function of the object, linked; always the same program, so that bodies appended together share their data. */
    Program function(String name) {
        return linked.computeIfAbsent(name, n -> spec.object().link(n, Optional.empty()));
    }

    /**
     * Adds the descriptor ring, the context and the driver's objects to {@code memory}.
     *
     * @param ringEntries slots of the ring: {@link ConfiguredNic#ringEntries()}
     */
    public State install(Memory memory, int ringEntries) {
        return DriverState.install(spec, layout, evaluator, memory, ringEntries);
    }

    /** The driver's structures in one memory. */
    public interface State {
        /**
         * Writes the descriptor into a slot of the ring, and sets the objects and the driver's fields of the context for this
         * packet. The xdp_buff in the context is left alone.
         *
         * @param frame address of the frame's first byte; what the NIC wrote in front of the frame ends there
         */
        void prepare(int slot, Received received, long frame);

        /** Address of the context. */
        long context();

        /** Address of the {@code struct xdp_rxq_info} that the xdp_buff is to point to. */
        long rxq();

        /** Address of the descriptor in a slot. */
        long descriptor(int slot);

        /** The device's registers that the driver's code reads. */
        DeviceRegisters registers();

        /** The descriptor ring. */
        Region ring();
    }
}
