package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.lab.prepare.KernelCalls;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.nic.Buffers;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.nic.DriverCalls;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.rx.HintStore;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.map.RingBuffer;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The simulated host: one machine with a program's maps, the driver's structures, packet buffers and an sk_buff. */
public final class SimulatedHost {
    /** A receive buffer: {@code size} bytes at {@code start} of a region, and the pages for the rest of a packet. */
    private record Buffer(Region region, int start, int size, List<Region> pages) {}

    private final Machine machine;
    private final Executable executable;
    private final Driver.State driver;
    private final List<Buffer> buffers = new ArrayList<>();
    private final Optional<Buffers> layout;
    private final SkbArea skb;
    private final Optional<Umem> umem;
    private final Optional<Region> page;
    private final int cpu;
    private final boolean metadata;
    private final HintStore hints;

    /**
     * @param program with everything that will run in it
     * @param slots descriptors in the ring
     * @param buffers packet buffers, at most one for each slot
     * @param longest the longest packet's length
     */
    public SimulatedHost(Program program, ConfiguredNic setup, KernelSettings kernel, int slots, int buffers,
            int longest) {
        this(program, setup, kernel, slots, buffers, longest, Optional.empty());
    }

    /**
     * @param zeroCopy the UMEM that the NIC receives into; its chunks take the place of the driver's own buffers
     */
    public SimulatedHost(Program program, ConfiguredNic setup, KernelSettings kernel, int slots, int buffers,
            int longest,
            Optional<Umem.Spec> zeroCopy) {
        Memory memory = new Memory();
        KernelState state = KernelState.create(memory);
        state.seed(kernel.seed());
        state.cpu(kernel.cpu());
        machine = new Machine(memory, state);
        Maps maps = Maps.create(memory, program.maps(), kernel.cpus());
        driver = setup.driver().install(memory, slots);
        metadata = setup.metadata().kind() != MetadataFate.Kind.UNSUPPORTED;
        cpu = kernel.cpu();
        hints = new HintStore(kernel.export(), kernel.magic());
        memory.region(context()).orElseThrow().watch(() -> xdp().bound(), XdpBuff.DATA_META,
                XdpBuff.FLAGS);
        int front = setup.prefix().map(Layout::size).orElse(0);
        umem = zeroCopy.map(spec -> Umem.install(memory, spec));
        page = umem.map(u -> memory.add(
                Region.Spec.of(Region.Kind.PACKET, "page of an xdp_frame", Memory.PAGE, "").writable()));
        layout = umem.isPresent() ? Optional.empty() : setup.buffers();
        umem.ifPresentOrElse(this::chunks, () -> own(memory, buffers, front + longest));
        skb = SkbArea.install(memory, setup.driver().btf());
        executable = Executable.of(program, maps,
                DriverCalls.addTo(KernelCalls.of(kernel), driver.registers()));
    }

    private void own(Memory memory, int count, int longest) {
        int first = layout.map(l -> Math.min(l.first(), longest)).orElse(longest);
        int further = layout.map(l -> l.further(longest)).orElse(0);
        int size =
                (XdpBuff.PACKET_HEADROOM + first + XdpBuff.SHARED_INFO + Memory.PAGE - 1) / Memory.PAGE * Memory.PAGE;
        for (int i = 0; i < count; i++) {
            Region buffer = memory.add(Region.Spec.of(Region.Kind.PACKET, "rx " + i, size, "").writable());
            List<Region> pages = new ArrayList<>();
            for (int j = 0; j < further; j++) {
                pages.add(memory.add(
                        Region.Spec.of(Region.Kind.PACKET, "rx " + i + " page " + j, Memory.PAGE, "").writable()));
            }
            buffers.add(new Buffer(buffer, 0, size, pages));
        }
    }

    /** The UMEM's own headroom is no part of the buffer ({@code xp_create_and_assign_umem()}, net/xdp/xsk_buff_pool.c, 6.12). */
    private void chunks(Umem of) {
        for (int i = 0; i < of.spec().chunks(); i++) {
            buffers.add(new Buffer(of.region(), i * of.spec().chunk() + of.spec().headroom(),
                    of.spec().chunk() - of.spec().headroom(), List.of()));
        }
    }

    public Machine machine() {
        return machine;
    }

    public Executable executable() {
        return executable;
    }

    /** Address of the driver's wrapper of the xdp_buff: the program's context. */
    public long context() {
        return driver.context();
    }

    public XdpBuff xdp() {
        return new XdpBuff(machine.memory(), context());
    }

    public SkbArea skb() {
        return skb;
    }

    /** How hints that were stored for an sk_buff are found. */
    public HintStore hints() {
        return hints;
    }

    /** The UMEM that the NIC receives into, for zero copy. */
    Optional<Umem> umem() {
        return umem;
    }

    /** Address of the NIC's net_device, of the receive queue that the context points to. */
    public long device() {
        Memory memory = machine.memory();
        return memory.load(memory.load(context() + XdpBuff.RXQ, 8, true) + XdpBuff.RXQ_DEV, 8, true);
    }

    /** Number of the NIC's receive queue. */
    int queue() {
        Memory memory = machine.memory();
        return (int) memory.load(driver.rxq() + XdpBuff.RXQ_QUEUE_INDEX, 4, true);
    }

    /** Address of the page that the packet of a zero-copy buffer is copied to if it leaves by redirect; empty for other buffers. */
    OptionalLong framePage(XdpBuff xdp) {
        boolean copied = umem.isPresent() && machine.memory().region(xdp.data()).filter(r -> r == umem.get().region())
                .isPresent();
        return copied ? OptionalLong.of(page.orElseThrow().address(0)) : OptionalLong.empty();
    }

    /** Number of a net_device. */
    public long ifindex(long device) {
        return machine.memory().load(device + XdpBuff.NET_DEVICE_IFINDEX, 4, true);
    }

    /** Address of descriptor {@code slot} of the ring. */
    long descriptor(int slot) {
        return driver.descriptor(slot);
    }

    /**
     * Does what hardware and driver do before the program runs: frame and descriptor written, xdp_buff built. Until then
     * user space has read what the program sent for earlier packets.
     */
    public void receive(int slot, Received received) {
        Buffer buffer = buffers.get(slot % buffers.size());
        int at = buffer.start + XdpBuff.PACKET_HEADROOM + received.prefix().length;
        long data = buffer.region.address(at);
        buffer.region.put(buffer.start + XdpBuff.PACKET_HEADROOM, received.prefix());
        int linear = layout.map(l -> Math.min(l.first() - received.prefix().length, received.frame().length))
                .orElse(received.frame().length);
        buffer.region.put(at, Arrays.copyOf(received.frame(), linear));
        driver.prepare(slot, received, data);
        Memory memory = machine.memory();
        long base = context();
        memory.store(base + XdpBuff.DATA_HARD_START, 8, buffer.region.address(buffer.start), true);
        memory.store(base + XdpBuff.RXQ, 8, driver.rxq(), true);
        memory.store(base + XdpBuff.TXQ, 8, 0, true);
        memory.store(base + XdpBuff.FRAME_SZ, 4, buffer.size, true);
        memory.store(base + XdpBuff.FLAGS, 4, 0, true);
        xdp().point(metadata ? data : data + 1, data, data + linear);
        layout.flatMap(Buffers::frags).ifPresent(f -> frags(buffer, received.frame(), linear, f));
        machine.kernel().redirect(0, 0);
        machine.kernel().cpu(cpu);
        executable.maps().all().stream().filter(RingBuffer.class::isInstance).map(RingBuffer.class::cast)
                .forEach(RingBuffer::consume);
    }

    private void frags(Buffer buffer, byte[] frame, int from, Buffers.Frags frags) {
        for (int i = 0, at = from; at < frame.length; i++, at += frags.bytes()) {
            int n = Math.min(frags.bytes(), frame.length - at);
            Region page = buffer.pages.get(i);
            page.put(frags.offset(), Arrays.copyOfRange(frame, at, at + n));
            xdp().add(page.address(0), frags.offset(), n);
        }
    }

    /** Sets the host's clocks to the moment the program starts. */
    public void clock(long monotonic, long tai) {
        machine.kernel().clock(monotonic);
        machine.kernel().taiOffset(tai - monotonic);
    }
}
