package dev.xdpscope.drivers.lab.author;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.nic.DriverCalls;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.drivers.rx.SkbBuild;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.MemorySnapshot;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A test bench for one NIC: puts descriptors into its ring and calls its kfuncs, without a program around them. A
 * kfunc is named as programs name it, and its number of parameters, the context included, says which generation is
 * meant: {@code bpf_xdp_metadata_rx_hash} has 3 in {@code mainline} and 1 in {@code rfc}.
 *
 * <p>At first slot 0 holds a descriptor of zeros. What has been put in stays, and so does what the driver's code does
 * to its own structures, until something is put in again. Not for several threads at once.
 */
public final class NicBench {
    /** When the packet of a raw descriptor arrives, nanoseconds since 1970: in 2026. */
    public static final long ARRIVAL = 1_780_000_000_123_456_789L;

    /** Instructions that a call may execute. */
    private static final long BUDGET = 1_000_000;

    /** Bytes of the shortest frame on the wire, without its checksum. */
    private static final int SHORTEST = 60;

    /**
     * Bytes behind the headroom, for what the NIC writes in front of a frame and for the longest frame a capture
     * holds.
     */
    private static final int ROOM = 1 << 17;

    private static final int OUTPUTS = KfuncResult.OUTPUTS * KfuncResult.OUTPUT;
    private static final byte[] UNTOUCHED = untouched();

    private final ConfiguredNic nic;
    private final KfuncCode code;
    private final Memory memory = new Memory();
    private final Driver.State state;
    private final Region outputs;
    private final Region buffer;
    private final SkbArea skb;
    private final Machine machine;
    /** What has been called so far, made ready to run: linking takes longer than running. */
    private final Map<String, Executable> ready = new HashMap<>();
    private Received present;

    private NicBench(ConfiguredNic nic) {
        this.nic = nic;
        code = new KfuncCode(nic);
        state = nic.driver().install(memory, nic.ringEntries());
        outputs = memory.add(Region.Spec.of(Region.Kind.STACK, "outputs", OUTPUTS, "").writable());
        buffer = memory.add(
                Region.Spec.of(Region.Kind.PACKET, "buffer", XdpBuff.PACKET_HEADROOM + ROOM, "").writable());
        skb = SkbArea.install(memory, nic.driver().btf());
        machine = new Machine(memory, KernelState.create(memory));
        put(new byte[nic.layout().size()]);
    }

    private static byte[] untouched() {
        byte[] bytes = new byte[OUTPUTS];
        Arrays.fill(bytes, KfuncResult.UNTOUCHED);
        return bytes;
    }

    /**
     * A bench for a NIC as it is without any setting.
     *
     * @param nameOrFolder a built-in NIC's name, or a folder with a {@code nic.json}
     * @throws ProblemException if there is no such NIC or it is wrong; the place has the file and the JSON pointer
     */
    public static NicBench of(String nameOrFolder) {
        return of(nameOrFolder, Map.of());
    }

    /**
     * A bench for a NIC with some switches set.
     *
     * @param nameOrFolder a built-in NIC's name, or a folder with a {@code nic.json}
     * @param settings by switch
     * @throws ProblemException if there is no such NIC, it is wrong, or it has no such switch or value
     */
    public static NicBench of(String nameOrFolder, Map<String, String> settings) {
        return of(Nics.load(nameOrFolder).configure(Optional.empty(), settings));
    }

    /** A bench for a NIC that has been configured, of whatever revision. */
    public static NicBench of(ConfiguredNic nic) {
        return new NicBench(nic);
    }

    /** The NIC on the bench. */
    public ConfiguredNic nic() {
        return nic;
    }

    /**
     * Puts a raw descriptor into slot 0, as if recorded on a real machine, for a frame of 60 zero bytes that arrives
     * at {@link #ARRIVAL}.
     *
     * @return what the NIC hands to the driver
     * @throws ProblemException if it has not the layout's size
     */
    public Received put(byte[] descriptor) {
        Received received = nic.hardware().receive(packet(new byte[SHORTEST], ARRIVAL), 0, descriptor);
        put(0, received);
        return received;
    }

    /**
     * Lets the simulated hardware receive a frame, into slot 0.
     *
     * @param frame from the destination MAC address on
     * @param arrival nanoseconds since 1970
     * @return what the NIC hands to the driver, with the descriptor
     */
    public Received receive(byte[] frame, long arrival) {
        Received received = nic.hardware().receive(packet(frame, arrival), 0);
        put(0, received);
        return received;
    }

    private static Packet packet(byte[] frame, long arrival) {
        return new Packet(0, arrival, frame.clone(), frame.length);
    }

    /**
     * Puts a descriptor with its frame into a slot, and sets the driver's structures for that packet. It is the one
     * that is called for from now on.
     *
     * @throws ProblemException if the ring has no such slot, or the frame is too long for the buffer
     */
    public void put(int slot, Received received) {
        if (slot < 0 || slot >= nic.ringEntries()) {
            throw new ProblemException(Place.NOWHERE, "there is no slot " + slot + " in the ring",
                    "It has the slots 0 to " + (nic.ringEntries() - 1) + ".");
        }
        int start = XdpBuff.PACKET_HEADROOM + received.prefix().length;
        if (start + received.frame().length > buffer.size()) {
            throw new ProblemException(Place.NOWHERE, "a frame of " + received.frame().length
                    + " bytes does not fit into the buffer", "It has room for " + (buffer.size() - start) + ".");
        }
        present = received;
        buffer.put(XdpBuff.PACKET_HEADROOM, received.prefix());
        buffer.put(start, received.frame());
        state.prepare(slot, received, buffer.address(start));
        set(XdpBuff.DATA, buffer.address(start));
        set(XdpBuff.DATA_META, buffer.address(start));
        set(XdpBuff.DATA_END, buffer.address(start) + received.frame().length);
        set(XdpBuff.DATA_HARD_START, buffer.address(0));
        set(XdpBuff.RXQ, state.rxq());
    }

    private void set(int field, long value) {
        memory.store(state.context() + field, 8, value, true);
    }

    /**
     * Calls a kfunc as the driver's function, the one that is written in C.
     *
     * @param parameters of the kfunc: the context, and pointers to {@link KfuncResult.Returned#outputs}
     * @throws ProblemException if the NIC has no such kfunc as it is configured
     */
    public KfuncResult called(String kfunc, int parameters) {
        return run(body(kfunc, parameters));
    }

    /**
     * Runs what the driver puts in place of a call.
     *
     * @param parameters of the kfunc: the context, and pointers to {@link KfuncResult.Returned#outputs}
     * @return empty if the driver leaves the call or has no unroller for it
     * @throws ProblemException if the NIC has no such kfunc as it is configured, or the unrolled code breaks a rule
     */
    public Optional<KfuncResult> unrolled(String kfunc, int parameters) {
        return code.leaves(kfunc, parameters).isPresent() ? Optional.empty()
                : Optional.of(run(expansion(kfunc, parameters)));
    }

    /**
     * Holds a kfunc, called and unrolled, against each other on the descriptor that has been put in. Both find the
     * same memory. Compared is what a program can see: r0, of which an {@code int} is the lower half, and the
     * outputs.
     *
     * @param parameters of the kfunc, the context included
     * @return empty if both return the same; code that is stopped is a difference, even where both are
     * @throws ProblemException if the NIC has no such kfunc as it is configured, or leaves the call
     */
    public Optional<KfuncDifference> difference(String kfunc, int parameters) {
        code.leaves(kfunc, parameters).ifPresent(why -> {
            throw new ProblemException(Place.NOWHERE, "there is nothing to compare " + kfunc + " with: " + why,
                    "Give the NIC an unroller for it, or configure it otherwise.");
        });
        Executable body = body(kfunc, parameters);
        Executable expansion = expansion(kfunc, parameters);
        // Making code ready adds the regions of its maps, so the snapshot comes after.
        MemorySnapshot before = memory.snapshot();
        KfuncResult called = run(body);
        memory.restore(before);
        KfuncResult unrolled = run(expansion);
        return same(called, unrolled, code.returnsInt(kfunc, parameters)) ? Optional.empty()
                : Optional.of(new KfuncDifference(HexFormat.of().formatHex(present.descriptor()), kfunc, called,
                        unrolled));
    }

    /**
     * Whether a program cannot tell one from the other; {@code asInt}: whether only the lower half of r0 is the
     * result.
     */
    private static boolean same(KfuncResult called, KfuncResult unrolled, boolean asInt) {
        return called instanceof KfuncResult.Returned a && unrolled instanceof KfuncResult.Returned b
                && a.outputs().equals(b.outputs()) && (asInt ? a.errno() == b.errno() : a.r0() == b.r0());
    }

    /**
     * The same on many raw descriptors, up to the first on which they differ; that one stays in slot 0, to be looked
     * at.
     *
     * @param parameters of the kfunc, the context included
     * @param descriptors at least one, each as long as the layout
     * @return empty if called and unrolled code return the same on all of them
     * @throws ProblemException as of {@link #difference} and {@link #put(byte[])}, and if there is no descriptor
     */
    public Optional<KfuncDifference> firstDifference(String kfunc, int parameters, Stream<byte[]> descriptors) {
        Iterator<byte[]> each = descriptors.iterator();
        if (!each.hasNext()) {
            throw new ProblemException(Place.NOWHERE, "there is no descriptor to compare " + kfunc + " on",
                    "Give at least one, such as those of randomDescriptors().");
        }
        Optional<KfuncDifference> difference = Optional.empty();
        while (difference.isEmpty() && each.hasNext()) {
            put(each.next());
            difference = difference(kfunc, parameters);
        }
        return difference;
    }

    /**
     * Descriptors of random bytes, the same for the same seed. Many are such as no device writes; C and unrolled code
     * have to agree on these too.
     *
     * @param count how many
     */
    public Stream<byte[]> randomDescriptors(long seed, int count) {
        Random random = new Random(seed);
        return Stream.generate(() -> {
            byte[] descriptor = new byte[nic.layout().size()];
            random.nextBytes(descriptor);
            return descriptor;
        }).limit(count);
    }

    /**
     * Runs the driver's function that fills the sk_buff of the packet that has been put in. The core has set length
     * and protocol.
     *
     * @throws ProblemException if the NIC has no such function
     * @throws AssertionError if the function is stopped; the message says where
     */
    public BuiltSkb skb() {
        Executable build = ready("sk_buff", code::skb);
        int length = Math.max(present.frame().length, SkbBuild.ETHERNET_HEADER);
        SkbBuild.start(skb, Arrays.copyOf(present.frame(), length), 0, 0);
        run(build, state.context(), skb.address()).returned();
        return new BuiltSkb(skb, skb.region().bytes(0, skb.region().size()));
    }

    /** The driver's structures and the ring, by their addresses in {@link #memory}. */
    public Driver.State state() {
        return state;
    }

    /** The memory that the driver's code works on, to look at its structures or to set what nothing simulates. */
    public Memory memory() {
        return memory;
    }

    /**
     * A field of one of the driver's structures, unsigned.
     *
     * @param struct the structure's name in the driver's C
     * @param field a path in it that is no bit field, for example {@code rxq.queue_index}
     * @param address of the structure
     * @throws ProblemException if there is no such field
     */
    public long read(String struct, String field, long address) {
        var found = nic.driver().btf().field(struct, field).orElseThrow(() -> new ProblemException(Place.NOWHERE,
                "the driver has no field " + struct + "." + field, "Name one of " + nic.nic().name() + "'s C source."));
        return memory.load(address + found.byteOffset(), found.bitSize() / 8, true);
    }

    private Executable body(String kfunc, int parameters) {
        return ready("called " + kfunc + parameters, () -> code.calling(kfunc, parameters));
    }

    private Executable expansion(String kfunc, int parameters) {
        return ready("unrolled " + kfunc + parameters, () -> code.unrolled(kfunc, parameters));
    }

    private Executable ready(String name, Supplier<Program> program) {
        return ready.computeIfAbsent(name, key -> {
            Program made = program.get();
            return Executable.of(made, Maps.create(memory, made.maps(), 1),
                    DriverCalls.addTo(Calls.none(), state.registers()));
        });
    }

    private KfuncResult run(Executable executable) {
        return run(executable, state.context(), outputs.address(0), outputs.address(KfuncResult.OUTPUT));
    }

    private KfuncResult run(Executable executable, long... arguments) {
        outputs.put(0, UNTOUCHED);
        machine.enter(executable, 0, arguments);
        Interpreter.run(machine, BUDGET);
        Outcome outcome = machine.outcome().orElseGet(() -> new Outcome.Faulted(new Fault(machine.pc(),
                "the code did not end within " + BUDGET + " instructions", "a loop that ends", OptionalLong.empty())));
        return switch (outcome) {
            case Outcome.Returned(long r0) ->
                    new KfuncResult.Returned(r0, HexFormat.of().formatHex(outputs.bytes(0, OUTPUTS)));
            case Outcome.Faulted(Fault fault) -> KfuncResult.Faulted.of(executable.program(), fault);
        };
    }
}
