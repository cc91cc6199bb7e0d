package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.object.btf.Btf;
import java.util.Optional;

/**
 * Where in a kernel's structures lies what the fields of xdp_md stand for; offsets in bytes.
 *
 * @param rxq of the pointer to xdp_rxq_info in xdp_buff
 * @param txq of the pointer to xdp_txq_info in xdp_buff
 * @param rxqDev of the pointer to net_device in xdp_rxq_info
 * @param txqDev of the pointer to net_device in xdp_txq_info
 * @param ifindex of the number in net_device, which depends on the kernel's configuration
 */
public record XdpLayout(int data, int dataEnd, int dataMeta, int rxq, int txq, int rxqDev, int rxqQueueIndex,
        int txqDev, int ifindex) {
    /** That of the simulated kernel: {@link XdpBuff}. */
    public static final XdpLayout SIMULATED = new XdpLayout(XdpBuff.DATA, XdpBuff.DATA_END, XdpBuff.DATA_META,
            XdpBuff.RXQ, XdpBuff.TXQ, XdpBuff.RXQ_DEV, XdpBuff.RXQ_QUEUE_INDEX, 0, XdpBuff.NET_DEVICE_IFINDEX);

    /** That of a kernel with these types; empty if one of the structures is not among them. */
    public static Optional<XdpLayout> of(Btf kernel) {
        String[][] members = {{"xdp_buff", "data"}, {"xdp_buff", "data_end"}, {"xdp_buff", "data_meta"},
            {"xdp_buff", "rxq"}, {"xdp_buff", "txq"}, {"xdp_rxq_info", "dev"}, {"xdp_rxq_info", "queue_index"},
            {"xdp_txq_info", "dev"}, {"net_device", "ifindex"}};
        int[] at = new int[members.length];
        for (int i = 0; i < at.length; i++) {
            Optional<Integer> offset = kernel.field(members[i][0], members[i][1]).map(f -> f.byteOffset());
            if (offset.isEmpty()) {
                return Optional.empty();
            }
            at[i] = offset.get();
        }
        return Optional.of(new XdpLayout(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8]));
    }
}
