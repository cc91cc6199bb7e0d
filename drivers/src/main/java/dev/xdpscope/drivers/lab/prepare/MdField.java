package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.export.HintCode;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.rewrite.CtxFields;
import java.util.Arrays;

/**
 * The fields that the access design {@code xdp-md-field} adds behind the 24 bytes of {@code struct xdp_md}. No kernel has them:
 * {@code hw_timestamp} was proposed on the netdev list on 31 October 2022, with 0 for a timestamp that is not available; the
 * others and their places are xdpscope's own, in the same manner. Each is read as a whole, in host byte order.
 *
 * <p>A field is bits of what the driver's kfunc of generation {@code rfc} returns for the hint.
 */
public enum MdField {
    /** Nanoseconds of the NIC's clock. */
    HW_TIMESTAMP("hw_timestamp", 24, 8, Hint.RX_TIMESTAMP, 0, 64),
    RX_HASH("rx_hash", 32, 4, Hint.RX_HASH, 0, 32),
    /** An {@code enum xdp_rss_hash_type}. */
    RX_HASH_TYPE("rx_hash_type", 36, 4, Hint.RX_HASH, 32, 32),
    /** The tag's control information; meant if there is a protocol. */
    RX_VLAN_TCI("rx_vlan_tci", 40, 4, Hint.RX_VLAN_TAG, 0, 16),
    /** 0 without tag. */
    RX_VLAN_PROTO("rx_vlan_proto", 44, 4, Hint.RX_VLAN_TAG, 16, 16);

    private final String field;
    private final int offset;
    private final int size;
    private final Hint hint;
    private final int shift;
    private final int bits;

    MdField(String field, int offset, int size, Hint hint, int shift, int bits) {
        this.field = field;
        this.offset = offset;
        this.size = size;
        this.hint = hint;
        this.shift = shift;
        this.bits = bits;
    }

    /** The C name. */
    public String field() {
        return field;
    }

    /** The fields as the driver of {@code setup} reads them. */
    static CtxFields of(ConfiguredNic setup) {
        return (program, offset) -> Arrays.stream(values()).filter(f -> f.offset == offset).findFirst()
                .map(f -> f.read(setup));
    }

    private CtxFields.Field read(ConfiguredNic setup) {
        return new CtxFields.Field(field, size, HintCode.of(setup, hint.kfunc()), shift, bits,
                setup.driver().scratch().saved());
    }
}
