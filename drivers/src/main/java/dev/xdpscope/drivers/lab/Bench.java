package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.nic.DriverCalls;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.nic.Setup;
import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.map.RingBuffer;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpHelpers;
import java.util.ArrayList;
import java.util.List;

/** The simulated host: one machine with a program's maps, the driver's structures, packet buffers and an sk_buff. */
final class Bench {
    /** Bytes in front of a received packet (XDP_PACKET_HEADROOM, include/uapi/linux/bpf.h). */
    static final int HEADROOM = 256;

    private static final int PAGE = 4096;

    private final Machine machine;
    private final Executable executable;
    private final Driver.State driver;
    private final List<Region> buffers = new ArrayList<>();
    private final Region skb;

    /**
     * @param program with everything that will run in it
     * @param slots descriptors in the ring
     * @param buffers packet buffers, at most one for each slot
     * @param longest the longest packet's length
     */
    Bench(Program program, Setup setup, Scenario.KernelSettings kernel, int slots, int buffers, int longest) {
        Memory memory = new Memory();
        KernelState state = KernelState.create(memory);
        state.seed(kernel.seed());
        state.cpu(kernel.cpu());
        machine = new Machine(memory, state);
        Maps maps = Maps.create(memory, program.maps(), kernel.cpus());
        driver = setup.driver().install(memory, slots);
        int front = setup.prefix().map(Layout::size).orElse(0);
        int size = (HEADROOM + front + longest + XdpBuff.SHARED_INFO + PAGE - 1) / PAGE * PAGE;
        for (int i = 0; i < buffers; i++) {
            this.buffers.add(memory.add(Region.Spec.of(Region.Kind.PACKET, "rx " + i, size, "").writable()));
        }
        skb = memory
                .add(Region.Spec.of(Region.Kind.KERNEL, "skb", setup.driver().sizeOf("sk_buff").orElse(0), "sk_buff"));
        executable = Executable.of(program, maps, DriverCalls.addTo(XdpHelpers.addTo(BaseHelpers.addTo(Calls.none()))));
    }

    Machine machine() {
        return machine;
    }

    Executable executable() {
        return executable;
    }

    /** Address of the driver's wrapper of the xdp_buff: the program's context. */
    long context() {
        return driver.context();
    }

    XdpBuff xdp() {
        return new XdpBuff(machine.memory(), context());
    }

    Region skb() {
        return skb;
    }

    /** Address of descriptor {@code slot} of the ring. */
    long descriptor(int slot) {
        return driver.descriptor(slot);
    }

    /**
     * Does what hardware and driver do before the program runs: frame and descriptor written, xdp_buff built. Until then
     * user space has read what the program sent for earlier packets.
     */
    void receive(int slot, Received received) {
        Region buffer = buffers.get(slot % buffers.size());
        int front = received.prefix().length;
        long data = buffer.address(HEADROOM + front);
        buffer.put(HEADROOM, received.prefix());
        buffer.put(HEADROOM + front, received.frame());
        driver.prepare(slot, received, data);
        Memory memory = machine.memory();
        long base = context();
        memory.store(base + XdpBuff.DATA_HARD_START, 8, buffer.address(0), true);
        memory.store(base + XdpBuff.RXQ, 8, driver.rxq(), true);
        memory.store(base + XdpBuff.TXQ, 8, 0, true);
        memory.store(base + XdpBuff.FRAME_SZ, 4, buffer.size(), true);
        memory.store(base + XdpBuff.FLAGS, 4, 0, true);
        xdp().point(data, data, data + received.frame().length);
        machine.kernel().redirect(0, 0);
        executable.maps().all().stream().filter(RingBuffer.class::isInstance).map(RingBuffer.class::cast)
                .forEach(RingBuffer::consume);
    }

    /** Sets the host's clocks to the moment the program starts. */
    void clock(long monotonic, long tai) {
        machine.kernel().clock(monotonic);
        machine.kernel().taiOffset(tai - monotonic);
    }
}
