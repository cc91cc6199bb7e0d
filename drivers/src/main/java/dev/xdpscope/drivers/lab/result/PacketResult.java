package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one packet.
 *
 * @param packet as it was on the wire
 * @param received what the NIC made of it: descriptor and frame
 * @param slot index in the descriptor ring
 * @param verdict what the program decided; XDP_ABORTED after a fault
 * @param r0 the program's return value
 * @param redirect where XDP_REDIRECT sends it, for example {@code map xsks, key 0}
 * @param driverHints what the driver answers for each hint, in the order of {@link Hint}, whether or not the program asked; what
 *     the program got is {@link ScenarioRecording#programHints}
 * @param metadata the metadata area after the program
 * @param frame the packet's bytes after the program
 * @param buffers how it lies in buffers
 * @param skb what the stack gets: of the driver's path for XDP_PASS, or built of a redirected frame
 * @param program the program's run
 * @param skbRun the run of the driver's sk_buff path, or the moment at which the core had built the sk_buff
 * @param fault why the program was stopped
 * @param hops what happened past the program, in order
 */
public record PacketResult(Packet packet, Received received, int slot, XdpAction verdict, long r0,
        Optional<String> redirect, List<HintResult> driverHints, byte[] metadata, byte[] frame, BufferLengths buffers,
        Optional<Skb> skb,
        Run program,
        Optional<Run> skbRun, Optional<Fault> fault, List<Hop> hops) {
    public PacketResult {
        driverHints = List.copyOf(driverHints);
        hops = List.copyOf(hops);
    }

    /** Position in the capture, from 0. */
    public int index() {
        return packet.index();
    }

    /** What the driver answers for one hint. */
    public HintResult driverHint(Hint hint) {
        return driverHints.stream().filter(h -> h.hint() == hint).findFirst().orElseThrow();
    }

    /** All that was recorded of the packet, in order. */
    public List<Run> runs() {
        return Stream.of(Stream.of(program), skbRun.stream(), hops.stream().flatMap(h -> h.run().stream()))
                .flatMap(s -> s).distinct().sorted(Comparator.comparing(Run::index)).toList();
    }

    /** The last of {@link #runs()}. */
    public Run last() {
        return runs().getLast();
    }

    /** The further program whose run {@code run} is; empty for the XDP program's and for what is no program's. */
    public Optional<Hop.Ran> ran(int run) {
        return hops.stream().filter(Hop.Ran.class::isInstance).map(Hop.Ran.class::cast)
                .filter(h -> h.moment().index() == run).findFirst();
    }
}
