package dev.xdpscope.drivers.nic;

/** A bit of an attribute of the netdev netlink family (include/uapi/linux/netdev.h). */
public sealed interface Flag permits Feature, XdpFeature, XskFeature {
    /** The bit's value. */
    int flag();

    /** Its name in the family's specification, Documentation/netlink/specs/netdev.yaml. */
    String word();
}
