package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.TypedMetadata;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.drivers.rx.AfXdpFrame;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.List;
import java.util.Optional;

/** Hands a packet to an AF_XDP socket: {@code xsk_rcv()} (net/xdp/xsk.c, 6.12). */
public final class SocketJourney {
    /** Nanoseconds from a packet's arrival until the consumer's answer is on the wire. */
    private static final long TURNAROUND = 20_000;

    /**
     * What is known of the packet's arrival.
     *
     * @param hints what the driver had answered
     * @param tai CLOCK_TAI when its program began
     */
    public record Arrival(Packet packet, List<HintResult> hints, long tai) {}

    private final JourneyRecorder journey;
    private final SimulatedHost host;
    private final Arrival arrival;
    private final Losses losses;

    SocketJourney(JourneyRecorder journey, SimulatedHost host, Arrival arrival, Losses losses) {
        this.journey = journey;
        this.host = host;
        this.arrival = arrival;
        this.losses = losses;
    }

    /**
     * @param device address of the net_device that the redirecting program ran for
     */
    void deliver(Target.Socket socket, XdpBuff xdp, long device) {
        Memory memory = host.machine().memory();
        long rxq = memory.load(xdp.address() + XdpBuff.RXQ, 8, true);
        long queue = memory.load(rxq + XdpBuff.RXQ_QUEUE_INDEX, 4, true);
        int bound = socket.receiver().queue().orElse(host.queue());
        byte[] packet = xdp.packet().read();
        Umem umem = socket.umem();
        if (device != host.device() || queue != bound) {
            journey.end(Stage.REDIRECT,
                    "dropped (-EINVAL): " + socket.name() + " is bound to queue " + bound + " of device "
                            + host.ifindex(host.device()) + ", the packet is of queue " + queue + " of device "
                            + host.ifindex(device));
        } else if (packet.length > umem.spec().frame()) {
            journey.end(Stage.REDIRECT, "dropped (-ENOSPC): " + packet.length + " bytes are more than the "
                    + umem.spec().frame() + " that a chunk has for a packet");
        } else {
            put(socket, xdp, packet, umem);
        }
    }

    private void put(Target.Socket socket, XdpBuff xdp, byte[] packet, Umem umem) {
        byte[] metadata = xdp.bytes(xdp.data() - xdp.metaLength(), xdp.data());
        boolean zeroCopy = host.machine().memory().region(xdp.data()).filter(r -> r == umem.region()).isPresent();
        long address = zeroCopy ? umem.address(xdp.data()) : umem.copy(arrival.packet().index(), metadata, packet);
        int believed = socket.receiver().metadata().orElse(metadata.length);
        AfXdpFrame frame = new AfXdpFrame(zeroCopy, address, packet.length, 0, metadata.length,
                umem.bytes(address - believed, believed), umem.bytes(address, packet.length));
        Run moment = journey.moment(Stage.AF_XDP);
        Optional<TypedMetadata> typed = socket.types().flatMap(types -> TypedMetadata.read(types,
                n -> n > address ? new byte[0] : umem.bytes(address - n, n)));
        journey.add(new Hop.Delivered(moment, socket.name(), frame, typed,
                socket.receiver().reply().map(r -> reply(r, frame, umem)), losses.delivered()));
    }

    private TxMetadata.Reply reply(TxMetadata.Request request, AfXdpFrame frame, Umem umem) {
        long device = arrival.packet().timestampNanos();
        return TxMetadata.reply(request, frame, umem, device,
                (frame.zeroCopy() ? device : arrival.tai()) + TURNAROUND);
    }

    /** Why the consumer's UMEM cannot be registered. */
    static Optional<TxMetadata.Refusal> registration(Receiver.Socket socket) {
        return socket.reply().flatMap(TxMetadata.Request::registration);
    }
}
