package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.List;
import java.util.Optional;

/**
 * What became of one packet.
 *
 * @param packet as it was on the wire
 * @param received what the NIC made of it: descriptor and frame
 * @param slot index in the descriptor ring
 * @param verdict what the program decided; XDP_ABORTED after a fault
 * @param r0 the program's return value
 * @param redirect where XDP_REDIRECT sends it, for example {@code map xsks, key 0}
 * @param hints what the driver answers for each hint, whether or not the program asked
 * @param metadata the metadata area after the program
 * @param frame the packet's bytes after the program
 * @param skb what the stack gets, for XDP_PASS
 * @param program the program's run
 * @param skbRun the run of the driver's sk_buff path, for XDP_PASS
 * @param fault why the program was stopped
 */
public record PacketResult(Packet packet, Received received, int slot, XdpAction verdict, long r0,
        Optional<String> redirect, List<HintResult> hints, byte[] metadata, byte[] frame, Optional<Skb> skb,
        Run program,
        Optional<Run> skbRun, Optional<Fault> fault) {

    /** Position in the capture, from 0. */
    public int index() {
        return packet.index();
    }
}
