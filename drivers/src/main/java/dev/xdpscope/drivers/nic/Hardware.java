package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.packet.Packet;
import java.util.List;

/** The NIC's receive side: turns a packet on the wire into a frame in memory and a descriptor. */
public interface Hardware {
    /**
     * Receives a packet. The same packet and sequence always give the same result.
     *
     * @param sequence how many packets the queue has received before
     */
    Received receive(Packet packet, long sequence);

    /**
     * Receives the packets of a queue one after another, from its first on. A NIC that compresses descriptors does so only here,
     * where it can see which are alike.
     */
    List<Received> receive(List<Packet> packets);

    /**
     * Receives a packet whose descriptor was recorded on a real machine. The descriptor says whether a VLAN tag was
     * stripped, and what the NIC knew.
     *
     * @throws dev.xdpscope.engine.problem.ProblemException if it has not the layout's size
     */
    Received receive(Packet packet, long sequence, byte[] recorded);
}
