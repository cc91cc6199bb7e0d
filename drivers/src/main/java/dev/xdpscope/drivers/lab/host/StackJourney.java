package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.rx.Gro;
import dev.xdpscope.drivers.rx.Imported;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.drivers.rx.SkbBuild;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.tc.TcAction;
import dev.xdpscope.engine.xdp.PacketBytes;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.List;
import java.util.Optional;

/** Takes a packet up the stack: GRO's comparison and the program at tc ingress. */
public final class StackJourney {
    private final JourneyRecorder journey;
    private final SimulatedHost host;
    private final Targets targets;
    private final GroTable gro;
    private final int index;
    private Optional<Built> built = Optional.empty();

    /**
     * An sk_buff as the stack gets it.
     *
     * @param run after which it is there
     */
    public record Built(Run run, byte[] metadata, byte[] frame) {}

    StackJourney(JourneyRecorder journey, SimulatedHost host, Targets targets, GroTable gro, int index) {
        this.journey = journey;
        this.host = host;
        this.targets = targets;
        this.gro = gro;
        this.index = index;
    }

    /** The sk_buff, if the packet got one. */
    public Optional<Built> skb() {
        return built;
    }

    /**
     * Builds the sk_buff of a frame.
     *
     * @param device address of the net_device it is received by
     * @param by who builds it, for people
     * @param losses what is lost of what was known
     * @param merges whether GRO sees it: veth hands it to napi_gro_receive(), cpumap to netif_receive_skb_list()
     */
    void built(XdpFrame frame, long device, String by, Losses losses, boolean merges) {
        if (!journey.first(Stage.SKB)) {
            return;
        }
        List<Imported> stored = SkbBuild.fromFrame(host.skb(), frame, device, host.ifindex(device), host.hints());
        Run run = journey.moment(Stage.SKB);
        journey.add(new Hop.Built(run, by, frame.metasize(), losses.built(stored)));
        imported(stored);
        received(run, frame.packet(), frame.metasize(), merges);
    }

    /** Tells what an sk_buff has of what was stored for it. */
    public void imported(List<Imported> stored) {
        if (!stored.isEmpty()) {
            journey.add(new Hop.TakenOver(journey.now(), stored));
        }
    }

    /**
     * An sk_buff is there, by the driver's path or another.
     *
     * @param run after which it is
     * @param metadata bytes in front of the packet
     */
    public void received(Run run, PacketBytes packet, int metadata, boolean merges) {
        built = Optional.of(new Built(run, host.machine().memory().read(packet.data() - metadata, metadata, true),
                packet.read()));
        if (merges) {
            compare();
        }
        tc(packet, metadata);
    }

    private void compare() {
        SkbArea skb = host.skb();
        long vlan = skb.get("vlan_proto") << 16 | skb.get("vlan_tci");
        gro.next(new Gro.Held(index, skb.get("hash"), vlan, built.orElseThrow().metadata(), built.get().frame()))
                .ifPresent(c -> journey.add(new Hop.Compared(journey.now(), c)));
    }

    private void tc(PacketBytes packet, int metadata) {
        targets.tc().ifPresent(code -> {
            SkbBuild.forTc(host.skb(), packet, metadata);
            long data = packet.data();
            Memory memory = host.machine().memory();
            Region buffer = memory.region(data).orElseThrow();
            buffer.bound(Memory.offset(data) - metadata, Memory.offset(data) + packet.linear());
            JourneyRecorder.Done done = journey.run(code, Stage.TC, host.skb().address());
            TcAction verdict = done.r0().map(TcAction::of).orElse(TcAction.TC_ACT_SHOT);
            journey.add(new Hop.Ran(done.run(), "tc ingress", code.program().name(), verdict.name(),
                    memory.read(data - metadata, metadata, true), packet.read(),
                    host.skb().address(), done.fault()));
            if (!verdict.goesOn()) {
                journey.end(Stage.TC, verdict == TcAction.TC_ACT_REDIRECT ? "redirected by tc to device "
                        + host.machine().kernel().redirectKey() + ", which is not followed"
                        : "taken by tc: " + verdict);
            }
        });
    }
}
