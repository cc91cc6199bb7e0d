package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.abi.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes devices in the calling thread's network namespace, through rtnetlink (include/uapi/linux/rtnetlink.h, if_link.h, 6.18). */
public final class VethPair {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_ROUTE = 0;

    private static final int RTM_NEWLINK = 16;
    /** REQUEST, ACK, EXCL and CREATE. */
    private static final int FLAGS = 0x1 | 0x4 | 0x200 | 0x400;
    private static final int NLMSG_ERROR = 2;

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NUM_TX_QUEUES = 31;
    private static final int IFLA_NUM_RX_QUEUES = 32;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;

    private static final int REPLY = 4096;
    private static final int ERROR_AT = 16;

    private VethPair() {}

    /**
     * Makes a pair of veth devices, which are down.
     *
     * @param ifindex number of the end that is meant; 0 for any
     * @param queues receive queues that it has
     * @param peer number of the other end; 0 for any
     */
    public static Answer<Long> create(String name, int ifindex, int queues, int peer) {
        NetlinkMessage message = new NetlinkMessage(RTM_NEWLINK, FLAGS).interfaceInfo(ifindex)
                .text(IFLA_IFNAME, name).u32(IFLA_NUM_TX_QUEUES, queues).u32(IFLA_NUM_RX_QUEUES, queues)
                .nested(IFLA_LINKINFO, link -> link.text(IFLA_INFO_KIND, "veth")
                        .nested(IFLA_INFO_DATA, data -> data.nested(VETH_INFO_PEER,
                                other -> other.interfaceInfo(peer).text(IFLA_IFNAME, name + "-peer"))));
        return send(message.bytes());
    }

    private static Answer<Long> send(byte[] message) {
        return switch (Libc.call("socket", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)) {
            case Answer.Refused<Long> refused -> refused;
            case Answer.Done<Long>(Long fd) -> {
                try (Handle socket = new Handle(fd); Arena arena = Arena.ofConfined()) {
                    MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                    MemorySegment reply = arena.allocate(REPLY, Integer.BYTES);
                    Answer<Long> sent = Libc.call("send", socket.fd(), bytes.address(), message.length, 0);
                    yield sent instanceof Answer.Refused<Long> ? sent
                            : switch (Libc.call("recv", socket.fd(), reply.address(), REPLY, 0)) {
                                case Answer.Refused<Long> refused -> refused;
                                case Answer.Done<Long> received -> acknowledged(reply);
                            };
                }
            }
        };
    }

    private static Answer<Long> acknowledged(MemorySegment reply) {
        int type = reply.get(ValueLayout.JAVA_SHORT, 4);
        int error = reply.get(ValueLayout.JAVA_INT, ERROR_AT);
        return type == NLMSG_ERROR && error != 0 ? new Answer.Refused<>(-error, "") : new Answer.Done<>(0L);
    }

    /** The number of a device; empty if there is none of that name. */
    public static Answer<Integer> ifindex(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return switch (Libc.call("if_nametoindex", arena.allocateFrom(name).address())) {
                case Answer.Done<Long>(Long index) when index == 0 -> new Answer.Refused<>(Errno.ENODEV.number(), "");
                case Answer.Done<Long>(Long index) -> new Answer.Done<>(index.intValue());
                case Answer.Refused<Long>(int errno, String log) -> new Answer.Refused<>(errno, log);
            };
        }
    }
}
