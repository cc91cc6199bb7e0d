package dev.xdpscope.engine.route;

import java.net.InetAddress;

/** A neighbour whose MAC address is known (NUD_VALID): {@code ip neigh}. */
public record Neighbour(int device, InetAddress address, Mac mac) {}
