package dev.xdpscope.drivers.rx;

import dev.xdpscope.engine.xdp.PacketBytes;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.List;

/** What the core puts into an sk_buff itself, with and without a driver. Kernel files of 6.12. */
public final class SkbBuild {
    /** The MAC header is pulled before the stack sees the packet. */
    public static final int ETHERNET_HEADER = 14;

    /** Smaller values of the type field are lengths (ETH_P_802_3_MIN and the two below, include/uapi/linux/if_ether.h). */
    private static final int SMALLEST_TYPE = 0x0600;

    private static final int ETH_P_802_3 = 0x0001;
    private static final int ETH_P_802_2 = 0x0004;

    private SkbBuild() {}

    /**
     * Clears the sk_buff and sets what the core sets before or after a driver's function: the length and, by
     * {@code eth_type_trans()} (net/ethernet/eth.c), the protocol; {@code __netif_receive_skb_core()} (net/core/dev.c) sets
     * skb_iif.
     *
     * @param device address of the net_device
     * @param ifindex its number
     */
    public static void start(SkbArea skb, byte[] frame, long device, long ifindex) {
        skb.clear();
        skb.set("len", frame.length - ETHERNET_HEADER);
        skb.set("protocol", Short.reverseBytes((short) protocol(frame)) & 0xffff);
        skb.set("skb_iif", ifindex);
        skb.set("dev", device);
    }

    /**
     * The sk_buff of a frame that has left its driver: {@code __xdp_build_skb_from_frame()} (net/core/xdp.c). The length, the
     * protocol and the device are all there is; of checksum, hash and receive queue the kernel's own comment there says that
     * they are missing, and there is no word of VLAN tag and timestamp. What was stored for it besides is {@link #take taken over}.
     */
    public static List<Imported> fromFrame(SkbArea skb, XdpFrame frame, long device, long ifindex,
            HintStore hints) {
        start(skb, frame.packet().read(), device, ifindex);
        frags(skb, frame.frags(), frame.length() - frame.len());
        List<Imported> stored = hints.of(frame);
        take(skb, stored);
        return stored;
    }

    /**
     * Sets what of a packet is in frags: {@code xdp_update_skb_frags_info()} (include/net/xdp.h). The length has it already; the
     * frags are those of the buffer, whose end is the sk_buff's own.
     *
     * @param count how many there are
     * @param bytes of the packet in them
     */
    public static void frags(SkbArea skb, int count, int bytes) {
        skb.set("data_len", bytes);
        skb.set("nr_frags", count);
    }

    /** Sets members to what had been stored for them. In 7.1 nothing ever is. */
    public static void take(SkbArea skb, List<Imported> stored) {
        stored.forEach(s -> skb.set(s.member(), s.value()));
    }

    /** The protocol in host order as {@code eth_type_trans()} finds it: a type, or one of two kinds of IEEE 802.3 frames. */
    public static int protocol(byte[] frame) {
        int type = (frame[12] & 0xff) << 8 | frame[13] & 0xff;
        if (type >= SMALLEST_TYPE) {
            return type;
        }
        boolean ipx = frame.length >= ETHERNET_HEADER + 2 && frame[14] == -1 && frame[15] == -1;
        return ipx ? ETH_P_802_3 : ETH_P_802_2;
    }

    /**
     * Sets the pointers that a tc program gets: {@code tcx_run()} (net/core/dev.c) gives the MAC header back to the packet, then
     * {@code bpf_compute_data_pointers()} (include/linux/filter.h) finds the metadata in front of it.
     *
     * @param metadata bytes in front of the packet
     */
    public static void forTc(SkbArea skb, PacketBytes packet, int metadata) {
        skb.set("len", packet.length());
        skb.set("data", packet.data());
        skb.set("data_end", packet.data() + packet.linear());
        skb.set("data_meta", packet.data() - metadata);
        skb.set("end", packet.shared().address());
    }
}
