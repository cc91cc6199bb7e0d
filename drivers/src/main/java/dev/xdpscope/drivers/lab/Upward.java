package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.rx.Gro;
import dev.xdpscope.drivers.rx.Imported;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.drivers.rx.SkbBuild;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.tc.TcAction;
import dev.xdpscope.engine.xdp.PacketBytes;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.List;
import java.util.Optional;

/** Takes a packet up the stack: GRO's comparison and the program at tc ingress. */
final class Upward {
    private final Way way;
    private final Bench bench;
    private final Targets targets;
    private final GroTable gro;
    private final int index;
    private Optional<Built> built = Optional.empty();

    /**
     * An sk_buff as the stack gets it.
     *
     * @param run after which it is there
     */
    record Built(Run run, byte[] metadata, byte[] frame) {}

    Upward(Way way, Bench bench, Targets targets, GroTable gro, int index) {
        this.way = way;
        this.bench = bench;
        this.targets = targets;
        this.gro = gro;
        this.index = index;
    }

    /** The sk_buff, if the packet got one. */
    Optional<Built> skb() {
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
        if (!way.first(Coordinate.Part.SKB)) {
            return;
        }
        List<Imported> stored = SkbBuild.fromFrame(bench.skb(), frame, device, bench.ifindex(device), bench.hints());
        Run run = way.moment(Coordinate.Part.SKB);
        way.add(new Hop.Built(run, by, frame.metasize(), losses.built(stored)));
        imported(stored);
        received(run, frame.packet(), frame.metasize(), merges);
    }

    /** Tells what an sk_buff has of what was stored for it. */
    void imported(List<Imported> stored) {
        if (!stored.isEmpty()) {
            way.add(new Hop.TakenOver(way.now(), stored));
        }
    }

    /**
     * An sk_buff is there, by the driver's path or another.
     *
     * @param run after which it is
     * @param metadata bytes in front of the packet
     */
    void received(Run run, PacketBytes packet, int metadata, boolean merges) {
        built = Optional.of(new Built(run, bench.machine().memory().read(packet.data() - metadata, metadata, true),
                packet.read()));
        if (merges) {
            compare();
        }
        tc(packet, metadata);
    }

    private void compare() {
        SkbArea skb = bench.skb();
        long vlan = skb.get("vlan_proto") << 16 | skb.get("vlan_tci");
        gro.next(new Gro.Held(index, skb.get("hash"), vlan, built.orElseThrow().metadata(), built.get().frame()))
                .ifPresent(c -> way.add(new Hop.Compared(way.now(), c)));
    }

    private void tc(PacketBytes packet, int metadata) {
        targets.tc().ifPresent(code -> {
            SkbBuild.forTc(bench.skb(), packet, metadata);
            long data = packet.data();
            Memory memory = bench.machine().memory();
            Region buffer = memory.region(data).orElseThrow();
            buffer.bound(Memory.offset(data) - metadata, Memory.offset(data) + packet.linear());
            Way.Done done = way.run(code, Coordinate.Part.TC, bench.skb().address());
            TcAction verdict = done.r0().map(TcAction::of).orElse(TcAction.TC_ACT_SHOT);
            way.add(new Hop.Ran(done.run(), Coordinate.Part.TC, "tc ingress", code.program().name(), verdict.name(),
                    memory.read(data - metadata, metadata, true), packet.read(),
                    bench.skb().address(), done.fault()));
            if (!verdict.goesOn()) {
                way.end(Stage.TC, verdict == TcAction.TC_ACT_REDIRECT ? "redirected by tc to device "
                        + bench.machine().kernel().redirectKey() + ", which is not followed"
                        : "taken by tc: " + verdict);
            }
        });
    }
}
