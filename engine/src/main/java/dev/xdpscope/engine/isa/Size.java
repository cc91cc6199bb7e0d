package dev.xdpscope.engine.isa;

/** Width of a memory access. */
public enum Size {
    B(1),
    H(2),
    W(4),
    DW(8);

    private final int bytes;

    Size(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    public int bits() {
        return bytes * 8;
    }
}
