package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.route.Mac;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A view of a {@code struct bpf_fib_lookup} (include/uapi/linux/bpf.h, 6.18: 64 bytes) in the memory of the program that passes
 * it. Numbers are little-endian but for addresses.
 */
record FibParams(Caller caller, long address) {
    static final int SIZE = 64;
    static final int INET = 2;
    static final int INET6 = 10;

    private static final int LENGTH = 6;
    private static final int IFINDEX = 8;
    private static final int METRIC = 12;
    private static final int SOURCE = 16;
    private static final int DESTINATION = 32;
    private static final int VLAN = 48;
    private static final int SOURCE_MAC = 52;
    private static final int DESTINATION_MAC = 58;

    int family() {
        return (int) get(0, 1);
    }

    void family(int family) {
        set(0, 1, family);
    }

    /** The packet's length from the network header on, which the longest that can be sent replaces. */
    int length() {
        return (int) get(LENGTH, 2);
    }

    void mtu(int mtu) {
        set(LENGTH, 2, mtu);
    }

    int ifindex() {
        return (int) get(IFINDEX, 4);
    }

    void ifindex(int ifindex) {
        set(IFINDEX, 4, ifindex);
    }

    void metric(int metric) {
        set(METRIC, 4, metric);
    }

    InetAddress source(boolean six) {
        return address(SOURCE, six);
    }

    void source(InetAddress source) {
        write(SOURCE, source.getAddress());
    }

    /** The IPv4 address 0.0.0.0. */
    void noSource() {
        set(SOURCE, 4, 0);
    }

    InetAddress destination(boolean six) {
        return address(DESTINATION, six);
    }

    void destination(InetAddress destination) {
        write(DESTINATION, destination.getAddress());
    }

    /** The table to look at, in the place of the VLAN. */
    int table() {
        return (int) get(VLAN, 4);
    }

    void noVlan() {
        set(VLAN, 4, 0);
    }

    void macs(Mac from, Mac to) {
        write(SOURCE_MAC, from.bytes());
        write(DESTINATION_MAC, to.bytes());
    }

    private InetAddress address(int offset, boolean six) {
        byte[] bytes = caller.memory().read(address + offset, six ? 16 : 4, caller.fromKernel());
        try {
            return six ? Inet6Address.getByAddress("", bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private long get(int offset, int size) {
        return caller.memory().load(address + offset, size, caller.fromKernel());
    }

    private void set(int offset, int size, long value) {
        caller.memory().store(address + offset, size, value, caller.fromKernel());
    }

    private void write(int offset, byte[] bytes) {
        caller.memory().write(address + offset, bytes, caller.fromKernel());
    }
}
