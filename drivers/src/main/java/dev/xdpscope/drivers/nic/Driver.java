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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A NIC's driver: its code, and the structures that the code works on. */
public final class Driver {
    /** How many 8-byte slots the scratch area behind the context has: for r0 to r5 around a call from unrolled code. */
    static final int SCRATCH = 6;

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

    /** Offset in the context of the scratch area's slot for a register from r0 to r5. */
    int scratch(int register) {
        return DriverState.aligned(spec.context().size()) + 8 * register;
    }

    /** The 8-byte slots of the scratch area by their offsets in the context: {@code scratch.r0} to {@code scratch.r5}. */
    public SortedMap<Integer, String> scratch() {
        SortedMap<Integer, String> slots = new TreeMap<>();
        for (int r = 0; r < SCRATCH; r++) {
            slots.put(scratch(r), "scratch.r" + r);
        }
        return slots;
    }

    /** The slot of the scratch area that byte {@code offset} of the context is in; empty if it is in the structure itself. */
    public Optional<String> scratchSlot(int offset) {
        int register = Math.floorDiv(offset - scratch(0), 8);
        return register >= 0 && register < SCRATCH ? Optional.of("scratch.r" + register) : Optional.empty();
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
     * @param ringEntries slots of the ring: {@link Setup#ringEntries()}
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

        /** The descriptor ring. */
        Region ring();
    }
}
