package dev.xdpscope.drivers.lab.scenario;

import java.util.List;
import java.util.Optional;

/**
 * What a scenario has past the driver's XDP program.
 *
 * @param receivers who gets what is redirected
 * @param tc the program at tc ingress, for every sk_buff
 * @param gro whether the sk_buffs of one flow are compared
 */
public record PastXdp(List<Receiver> receivers, Optional<Receiver.Attached> tc, boolean gro) {
    /** Nothing. */
    public static final PastXdp NONE = new PastXdp(List.of(), Optional.empty(), false);

    public PastXdp {
        receivers = List.copyOf(receivers);
    }
}
