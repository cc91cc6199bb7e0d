package dev.xdpscope.drivers.lab;

/** Where a packet is, in the order in which it gets there. REDIRECT may lead to SKB or to AF_XDP; TC comes after SKB. */
public enum Stage {
    WIRE("wire"),
    DESCRIPTOR("descriptor"),
    DRIVER("driver"),
    XDP("xdp"),
    REDIRECT("redirect"),
    SKB("skb"),
    TC("tc"),
    AF_XDP("af_xdp");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
