package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.prepare.BufferCheck;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.xdp.XdpAction;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.Optional;

/**
 * Follows one packet past its XDP program, as far as the scenario goes: {@code xdp_do_redirect()} (net/core/filter.c, 6.12) and
 * what its targets do.
 */
public final class RedirectJourney {
    private final JourneyRecorder journey;
    private final SimulatedHost host;
    private final Targets targets;
    private final Losses losses;
    private final Memory memory;
    private final Packet packet;
    private final SocketJourney delivery;
    private final StackJourney stack;

    public RedirectJourney(JourneyRecorder journey, SimulatedHost host, Targets targets, GroTable gro,
            SocketJourney.Arrival arrival) {
        this.journey = journey;
        this.host = host;
        this.targets = targets;
        this.losses = new Losses(arrival.hints());
        this.memory = host.machine().memory();
        this.packet = arrival.packet();
        this.delivery = new SocketJourney(journey, host, arrival, losses);
        this.stack = new StackJourney(journey, host, targets, gro, packet.index());
    }

    /** To the stack: the sk_buff, which the driver's path has built if there is one. */
    public StackJourney stack() {
        return stack;
    }

    /**
     * Where XDP_REDIRECT leads.
     *
     * @param by the program that decided
     * @param device address of the net_device that the program ran for
     */
    public void redirected(XdpBuff xdp, Executable by, long device) {
        long key = host.machine().kernel().redirectKey();
        Optional<BpfMap> map = by.maps().at(memory, host.machine().kernel().redirectMap());
        Optional<Target> target = map.isPresent() ? targets.at(map.get(), key) : targets.device(key);
        if (target.isEmpty()) {
            journey.end(Stage.REDIRECT, "dropped: the scenario has no receiver for "
                    + map.map(m -> "key " + key + " of map " + m.spec().name()).orElse("device " + key + " (-EINVAL)"));
        } else if (target.get() instanceof Target.Socket socket) {
            delivery.deliver(socket, xdp, device);
        } else {
            framed(xdp, target.get(), device).ifPresent(frame -> to(target.get(), frame, device));
        }
    }

    private Optional<XdpFrame> framed(XdpBuff xdp, Target target, long device) {
        long address = host.framePage(xdp).orElse(xdp.hardStart());
        boolean fits = address == xdp.hardStart() ? XdpFrame.convert(xdp) : XdpFrame.copy(xdp, address);
        if (!fits) {
            journey.end(Stage.REDIRECT, "dropped (-EOVERFLOW): the packet leaves no room for struct xdp_frame");
            return Optional.empty();
        }
        XdpFrame frame = new XdpFrame(memory, address);
        if (target instanceof Target.Cpu) {
            frame.devRx(device);
        }
        if (journey.first(Stage.REDIRECT)) {
            journey.add(new Hop.Framed(journey.moment(Stage.REDIRECT), address, target.name(), frame.length(),
                    frame.frags(), frame.headroom(), frame.metasize(), losses.framed(host.hints().of(frame))));
        }
        return Optional.of(frame);
    }

    private void to(Target target, XdpFrame frame, long device) {
        switch (target) {
            case Target.Cpu cpu -> cpu(cpu, frame, device);
            case Target.Device out -> out(out, frame, device);
            case Target.Pair pair -> pair(pair, frame);
            case Target.Socket socket -> throw new IllegalStateException("a socket gets no xdp_frame");
        }
    }

    private void cpu(Target.Cpu cpu, XdpFrame frame, long device) {
        host.machine().kernel().cpu((int) cpu.receiver().at().key());
        Optional<XdpAction> verdict = cpu.program().map(p -> run(p, cpu.name(), frame, device));
        switch (verdict.orElse(XdpAction.XDP_PASS)) {
            case XDP_PASS -> stack.built(frame, device, "cpumap on " + cpu.name(), losses, false);
            case XDP_REDIRECT -> again(cpu.program().orElseThrow(), device);
            case XDP_ABORTED, XDP_DROP, XDP_TX -> journey.end(Stage.REDIRECT, "dropped on " + cpu.name()
                    + " (a cpumap program may pass, drop or redirect)");
        }
    }

    private void out(Target.Device out, XdpFrame frame, long device) {
        if (frame.frags() > 0 && !out.receiver().frags()) {
            journey.end(Stage.REDIRECT,
                    "dropped (-EOPNOTSUPP): " + out.name() + " sends no packets in several buffers");
            return;
        }
        Optional<XdpAction> verdict = out.egress().map(p -> run(p, out.name(), frame, device));
        if (verdict.orElse(XdpAction.XDP_PASS) == XdpAction.XDP_PASS) {
            journey.add(new Hop.Transmitted(journey.now(), out.name(), unseen(frame.metasize())));
        } else {
            journey.end(Stage.REDIRECT, "dropped before " + out.name() + " (a devmap program may pass or drop)");
        }
    }

    /** What happens to metadata where a device sends. */
    public static String unseen(int metasize) {
        return metasize == 0 ? ""
                : "its " + metasize + " bytes of metadata stay in the headroom, and no one reads them";
    }

    /** {@code veth_xdp_rcv_one()} (drivers/net/veth.c, 6.12): the container's sk_buff is NULL, so its kfuncs have no data. */
    private void pair(Target.Pair pair, XdpFrame frame) {
        boolean refused = frame.frags() > 0
                && pair.program().filter(p -> !BufferCheck.takesFrags(p.code().program())).isPresent();
        if (refused) {
            journey.end(Stage.REDIRECT, "dropped (-EMSGSIZE): the program of " + pair.name()
                    + " takes no frags, so that the MTU there is too small for the packet");
            return;
        }
        byte[] bytes = frame.packet().read();
        Driver.State driver = pair.driver();
        driver.prepare(0, pair.peer().hardware().receive(
                new Packet(packet.index(), packet.timestampNanos(), bytes, bytes.length), 0), frame.data());
        long peer = memory.load(driver.rxq() + XdpBuff.RXQ_DEV, 8, true);
        Optional<XdpAction> verdict = pair.program().map(p -> run(p, pair.name(), frame, peer));
        switch (verdict.orElse(XdpAction.XDP_PASS)) {
            case XDP_PASS -> stack.built(frame, peer, pair.name(), losses, true);
            case XDP_REDIRECT -> again(pair.program().orElseThrow(), peer);
            case XDP_TX -> journey.add(new Hop.Transmitted(journey.now(), pair.name(), "back to device "
                    + pair.receiver().ifindex()));
            case XDP_ABORTED, XDP_DROP -> journey.end(Stage.REDIRECT, "dropped by " + pair.name());
        }
    }

    private void again(Station station, long device) {
        redirected(station.xdp(memory), station.code(), device);
    }

    /** Runs a program on the frame; XDP_DROP where the packet has been at such a place before, so that no way is endless. */
    private XdpAction run(Station station, String where, XdpFrame frame, long device) {
        if (!journey.first(station.stage())) {
            journey.end(Stage.REDIRECT, "not followed further: the packet has been in a " + station.stage()
                    + " program before");
            return XdpAction.XDP_DROP;
        }
        station.enter(frame, device);
        host.machine().kernel().redirect(0, 0);
        XdpBuff xdp = station.xdp(memory);
        JourneyRecorder.Done done = journey.run(station.code(), station.stage(), station.context());
        XdpAction verdict = done.r0().map(XdpAction::of).orElse(XdpAction.XDP_ABORTED);
        journey.add(new Hop.Ran(done.run(), where, station.code().program().name(), verdict.name(),
                xdp.bytes(xdp.dataMeta(), xdp.data()), xdp.packet().read(), station.context(),
                done.fault()));
        if (verdict == XdpAction.XDP_PASS && !frame.update(xdp)) {
            journey.end(Stage.REDIRECT, "dropped (-ENOSPC): the program left no room for struct xdp_frame");
            return XdpAction.XDP_DROP;
        }
        return verdict;
    }
}
