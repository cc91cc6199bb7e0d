package dev.xdpscope.drivers.unroll;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The hints that every generation of kfuncs has, and the values each consists of, in the order of mainline's parameters. */
enum HintValues {
    TIMESTAMP("bpf_xdp_metadata_rx_timestamp", new Part(OutputType.U64, 0)),
    /** The hash, and its type. */
    HASH("bpf_xdp_metadata_rx_hash", new Part(OutputType.U32, 0), new Part(OutputType.U32, 32)),
    /** The tag's protocol, and its control information. */
    VLAN_TAG("bpf_xdp_metadata_rx_vlan_tag", new Part(OutputType.BE16, 16), new Part(OutputType.U16, 0));

    /**
     * One value of a hint.
     *
     * @param out what mainline writes it as
     * @param shift its lowest bit in the u64 that the RFC series returns
     */
    record Part(OutputType out, int shift) {}

    private final String kfunc;
    private final List<Part> parts;

    HintValues(String kfunc, Part... parts) {
        this.kfunc = kfunc;
        this.parts = List.of(parts);
    }

    static Optional<HintValues> of(String kfunc) {
        return Arrays.stream(values()).filter(h -> h.kfunc.equals(kfunc)).findFirst();
    }

    List<Part> parts() {
        return parts;
    }
}
