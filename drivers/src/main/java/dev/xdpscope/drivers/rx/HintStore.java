package dev.xdpscope.drivers.rx;

import dev.xdpscope.drivers.export.ExportForm;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.xdp.StoredHints;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the hints that were stored for a packet's sk_buff, as the importers of the proposals did: {@code
 * skb_metadata_import_from_xdp()} of RFC v2 and PATCH v1 (November 2022) and {@code __xdp_build_skb_from_frame()} of the series of
 * July 2025.
 *
 * @param form of metadata that the kernel exports
 * @param magic that the metadata of RFC v2 is known by
 */
public record HintStore(ExportForm form, int magic) {
    private static final long L4 = 8;

    /** What a frame brings along. */
    public List<Imported> of(XdpFrame frame) {
        Memory memory = frame.memory();
        List<Imported> all = new ArrayList<>(exported(memory, frame.data() - frame.metasize(), frame.metasize(),
                frame.flags()));
        if ((frame.flags() & StoredHints.TIMESTAMP) != 0) {
            long at = frame.address() + frame.frameSize() - XdpBuff.SHARED_INFO + StoredHints.SHARED_HWTSTAMP;
            all.add(imported(memory, "hwtstamp", at, 8, "skb_shared_info.hwtstamps"));
        }
        if ((frame.flags() & StoredHints.HASH) != 0) {
            Imported type = imported(memory, "l4_hash", frame.address() + StoredHints.HASH_TYPE, 4,
                    "rx_meta.hash.type of the xdp_frame");
            all.add(imported(memory, "hash", frame.address() + StoredHints.HASH_VALUE, 4,
                    "rx_meta.hash.val of the xdp_frame"));
            all.add(new Imported("l4_hash", (type.value() & L4) / L4, type.address(), 4, type.place()));
        }
        if ((frame.flags() & StoredHints.VLAN) != 0) {
            Imported proto = imported(memory, "vlan_proto", frame.address() + StoredHints.VLAN_PROTO, 2,
                    "rx_meta.vlan of the xdp_frame");
            all.add(proto);
            all.add(imported(memory, "vlan_tci", frame.address() + StoredHints.VLAN_TCI, 2, proto.place()));
            all.add(new Imported("vlan_present", 1, proto.address(), 2, proto.place()));
        }
        return List.copyOf(all);
    }

    /** What a driver that passes the packet to the stack takes over: only the proposals of 2022 have it do so. */
    public List<Imported> passed(XdpBuff xdp) {
        return exported(xdp.memory(), xdp.data() - xdp.metaLength(), xdp.metaLength(), xdp.flags());
    }

    private List<Imported> exported(Memory memory, long meta, int metasize, long flags) {
        if ((flags & StoredHints.IN_FRONT_OF_METADATA) != 0) {
            return timestamp(imported(memory, "hwtstamp", meta - StoredHints.SKB_METADATA, StoredHints.SKB_METADATA,
                    "8 bytes in front of data_meta"));
        }
        boolean ours = form == ExportForm.RFC_V2 && metasize == ExportForm.SIZE
                && (int) memory.load(meta + ExportForm.MAGIC, 4, true) == magic;
        return ours ? timestamp(imported(memory, "hwtstamp", meta + ExportForm.RX_TIMESTAMP, 8,
                "xdp_to_skb_metadata in the metadata area")) : List.of();
    }

    /** A timestamp of 0 is none. */
    private static List<Imported> timestamp(Imported stamp) {
        return stamp.value() == 0 ? List.of() : List.of(stamp);
    }

    private static Imported imported(Memory memory, String member, long address, int length, String place) {
        return new Imported(member, memory.load(address, length, true), address, length, place);
    }
}
