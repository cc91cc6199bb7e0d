package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.Lost;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.rx.Imported;
import java.util.ArrayList;
import java.util.List;

/** What is lost on the way past the driver, of what was known: kernel files of 6.12. */
final class Losses {
    private final List<HintResult> hints;

    /**
     * @param hints what the driver had answered: what it did not have cannot be lost
     */
    Losses(List<HintResult> hints) {
        this.hints = hints.stream().filter(h -> h.result() == 0).toList();
    }

    /**
     * In {@code xdp_convert_buff_to_frame()} (include/net/xdp.h).
     *
     * @param stored what the frame brings along for the sk_buff
     */
    List<Lost> framed(List<Imported> stored) {
        List<Lost> lost = new ArrayList<>();
        without(stored).forEach(h -> lost.add(new Lost(h.hint().toString(),
                "xdp_frame keeps neither the descriptor nor the driver's own fields; only metadata that the program wrote stays")));
        lost.add(new Lost("rx_queue_index", "xdp_frame keeps the device and not xdp_rxq_info"));
        return lost;
    }

    /**
     * In {@code __xdp_build_skb_from_frame()} (net/core/xdp.c).
     *
     * @param stored what it takes over
     */
    List<Lost> built(List<Imported> stored) {
        List<Lost> lost = new ArrayList<>();
        without(stored).forEach(h -> lost.add(new Lost("skb." + member(h.hint()),
                "__xdp_build_skb_from_frame() has nothing to set it from")));
        lost.add(new Lost("skb.ip_summed", "the hardware's checksum result is not in xdp_frame: CHECKSUM_NONE"));
        lost.add(new Lost("skb.queue_mapping", "the receive queue is not in xdp_frame"));
        return lost;
    }

    /** At an AF_XDP socket. */
    List<Lost> delivered() {
        return hints.stream().map(h -> new Lost(h.hint().toString(),
                "an AF_XDP descriptor has address, length and options; only metadata that the program wrote comes along"))
                .toList();
    }

    private List<HintResult> without(List<Imported> stored) {
        return hints.stream().filter(h -> stored.stream().noneMatch(s -> s.member().equals(member(h.hint())))).toList();
    }

    private static String member(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> "hwtstamp";
            case RX_HASH -> "hash";
            case RX_VLAN_TAG -> "vlan_tci";
        };
    }
}
