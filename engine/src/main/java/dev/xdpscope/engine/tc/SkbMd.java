package dev.xdpscope.engine.tc;

import java.util.Arrays;
import java.util.Optional;

/**
 * The fields of {@code struct __sk_buff} that a simulated tc program may use (include/uapi/linux/bpf.h, 6.12; offsets are those
 * of user space). Not simulated are tc_classid, flow_keys, wire_len, gso_segs, gso_size, sk, tstamp_type; those from family to
 * local_port are not for tc programs.
 */
public enum SkbMd {
    LEN("len", 0, 4, false),
    PKT_TYPE("pkt_type", 4, 4, false),
    MARK("mark", 8, 4, true),
    QUEUE_MAPPING("queue_mapping", 12, 4, true),
    PROTOCOL("protocol", 16, 4, false),
    VLAN_PRESENT("vlan_present", 20, 4, false),
    VLAN_TCI("vlan_tci", 24, 4, false),
    VLAN_PROTO("vlan_proto", 28, 4, false),
    PRIORITY("priority", 32, 4, true),
    INGRESS_IFINDEX("ingress_ifindex", 36, 4, false),
    IFINDEX("ifindex", 40, 4, false),
    TC_INDEX("tc_index", 44, 4, true),
    CB("cb", 48, 20, true),
    HASH("hash", 68, 4, false),
    DATA("data", 76, 4, false),
    DATA_END("data_end", 80, 4, false),
    NAPI_ID("napi_id", 84, 4, false),
    DATA_META("data_meta", 140, 4, false),
    TSTAMP("tstamp", 152, 8, true),
    HWTSTAMP("hwtstamp", 184, 8, false);

    /** {@code sizeof(struct __sk_buff)}. */
    public static final int SIZE = 192;

    private final String field;
    private final int offset;
    private final int size;
    private final boolean writable;

    SkbMd(String field, int offset, int size, boolean writable) {
        this.field = field;
        this.offset = offset;
        this.size = size;
        this.writable = writable;
    }

    /** The field that byte {@code offset} is in; empty for one that is not simulated or not there. */
    public static Optional<SkbMd> at(int offset) {
        return Arrays.stream(values()).filter(f -> f.offset <= offset && offset < f.offset + f.size).findFirst();
    }

    /** The C name. */
    public String field() {
        return field;
    }

    /** Byte offset in {@code struct __sk_buff}. */
    public int offset() {
        return offset;
    }

    /** Bytes in {@code struct __sk_buff}. */
    public int size() {
        return size;
    }

    /** Whether a tc program may write it ({@code tc_cls_act_is_valid_access()}, net/core/filter.c, 6.12). */
    public boolean writable() {
        return writable;
    }

    /** Whether it is the address of a byte of the packet. */
    public boolean isPointer() {
        return this == DATA || this == DATA_END || this == DATA_META;
    }
}
