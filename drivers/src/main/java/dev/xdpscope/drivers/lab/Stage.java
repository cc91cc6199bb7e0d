package dev.xdpscope.drivers.lab;

/** Where a packet is, in the order in which it gets there; REDIRECT and SKB are alternatives. */
public enum Stage {
    WIRE("wire"),
    DESCRIPTOR("descriptor"),
    DRIVER("driver"),
    XDP("xdp"),
    REDIRECT("redirect"),
    SKB("skb");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
