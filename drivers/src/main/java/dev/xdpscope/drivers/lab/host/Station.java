package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpFrame;

/**
 * Where a program runs on frames: its code, and the xdp_buff with its queues that is made anew for each frame. What the driver
 * that received the packet had around its own xdp_buff is not there.
 *
 * @param context address of the xdp_buff
 * @param size of what begins with the xdp_buff
 * @param rxq address of its {@code struct xdp_rxq_info}
 * @param txq address of its {@code struct xdp_txq_info}, 0 if it has none
 */
record Station(Executable code, Stage stage, long context, int size, long rxq, long txq) {
    private static final int RXQ_SIZE = 32;
    private static final int DEVICE_SIZE = 256;

    /** For a cpumap entry ({@code cpu_map_bpf_prog_run_xdp()}, kernel/bpf/cpumap.c, 6.12). */
    static Station cpumap(Memory memory, Executable code) {
        return new Station(code, Stage.CPUMAP, buff(memory, "cpumap xdp_buff"), XdpBuff.SIZE,
                rxq(memory, "cpumap rxq"), 0);
    }

    /**
     * For a devmap entry ({@code dev_map_bpf_prog_run()}, kernel/bpf/devmap.c, 6.12).
     *
     * @param device address of the net_device that sends
     */
    static Station devmap(Memory memory, Executable code, long device) {
        Region txq = memory.add(Region.Spec.of(Region.Kind.KERNEL, "devmap txq", 8, "xdp_txq_info"));
        txq.write(0, 8, device);
        return new Station(code, Stage.DEVMAP, buff(memory, "devmap xdp_buff"), XdpBuff.SIZE,
                rxq(memory, "devmap rxq"), txq.address(0));
    }

    /** For the receiving end of a pair: its driver's own context and receive queue. */
    static Station peer(Executable code, Driver.State driver, int contextSize) {
        return new Station(code, Stage.VETH, driver.context(), contextSize, driver.rxq(), 0);
    }

    private static long buff(Memory memory, String name) {
        return memory.add(Region.Spec.of(Region.Kind.CONTEXT, name, XdpBuff.SIZE, "xdp_buff")).address(0);
    }

    private static long rxq(Memory memory, String name) {
        return memory.add(Region.Spec.of(Region.Kind.KERNEL, name, RXQ_SIZE, "xdp_rxq_info")).address(0);
    }

    /** Adds a net_device of which only the number counts. */
    static long device(Memory memory, int ifindex) {
        Region device =
                memory.add(Region.Spec.of(Region.Kind.KERNEL, "net_device " + ifindex, DEVICE_SIZE, "net_device"));
        device.write(XdpBuff.NET_DEVICE_IFINDEX, 4, ifindex);
        return device.address(0);
    }

    XdpBuff xdp(Memory memory) {
        return new XdpBuff(memory, context);
    }

    /**
     * Makes the xdp_buff of {@code frame}. The queue's index is 0 where the queue is made up: nobody knows it any more. Members
     * of a driver's behind the xdp_buff are 0 too: there is neither descriptor nor sk_buff.
     *
     * @param received address of the net_device that the frame was received by; used where the queue is made up
     */
    void enter(XdpFrame frame, long received) {
        Memory memory = frame.memory();
        memory.clear(context, size, true);
        memory.store(context + XdpBuff.RXQ, 8, rxq, true);
        memory.store(context + XdpBuff.TXQ, 8, txq, true);
        if (stage != Stage.VETH) {
            memory.clear(rxq, RXQ_SIZE, true);
            memory.store(rxq + XdpBuff.RXQ_DEV, 8, received, true);
        }
        frame.restore(xdp(memory));
    }
}
