package dev.xdpscope.drivers.export;

import dev.xdpscope.drivers.nic.ScratchArea;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.CodeBuilder;
import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.isa.Spot;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.rewrite.Replacement;
import dev.xdpscope.engine.xdp.StoredHints;
import dev.xdpscope.engine.xdp.XdpBuff;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Code that the core writes around what the driver writes. The context is in r1 throughout the core's part, the driver's gets it
 * there and leaves its value in r0.
 */
final class ExportCode {
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("xdp_buff.data", XdpBuff.DATA), Map.entry("xdp_buff.data_meta", XdpBuff.DATA_META),
            Map.entry("xdp_buff.data_hard_start", XdpBuff.DATA_HARD_START),
            Map.entry("xdp_buff.frame_sz", XdpBuff.FRAME_SZ), Map.entry("xdp_buff.flags", XdpBuff.FLAGS),
            Map.entry("xdp_frame.size", XdpFrame.SIZE), Map.entry("larger_frame.size", StoredHints.LARGER_FRAME),
            Map.entry("skb_shared_info.size", XdpBuff.SHARED_INFO),
            Map.entry("skb_shared_info.hwtstamp", StoredHints.SHARED_HWTSTAMP),
            Map.entry("xdp_skb_metadata.size", StoredHints.SKB_METADATA),
            Map.entry("xdp_to_skb_metadata.size", ExportForm.SIZE),
            Map.entry("xdp_to_skb_metadata.magic", ExportForm.MAGIC),
            Map.entry("xdp_to_skb_metadata.rx_timestamp", ExportForm.RX_TIMESTAMP),
            Map.entry("rx_meta.hash", StoredHints.HASH_VALUE), Map.entry("rx_meta.hash_type", StoredHints.HASH_TYPE),
            Map.entry("rx_meta.vlan_proto", StoredHints.VLAN_PROTO),
            Map.entry("rx_meta.vlan_tci", StoredHints.VLAN_TCI),
            Map.entry("HAS_SKB_METADATA", StoredHints.IN_FRONT_OF_METADATA),
            Map.entry("META_RX_HASH", StoredHints.HASH),
            Map.entry("META_RX_VLAN", StoredHints.VLAN), Map.entry("META_RX_TS", StoredHints.TIMESTAMP),
            Map.entry(Errno.ENOSPC.name(), Errno.ENOSPC.number()));

    private static final Symbols SYMBOLS = name -> NAMES.containsKey(name) ? OptionalLong.of(NAMES.get(name))
            : OptionalLong.empty();

    private final CodeBuilder code = new CodeBuilder(SYMBOLS);
    private final List<Replacement.Part> parts = new ArrayList<>();
    private final List<Replacement.Callee> callees = new ArrayList<>();
    private final String why;
    /** Offset in the context of the slot that a register of the program is saved in. */
    private final int slot;
    private int line;

    /** @param why one clause for the reader, for the core's part */
    ExportCode(String why, ScratchArea scratch) {
        this.why = why;
        this.slot = scratch.keeper();
        core();
    }

    /** Adds lines of assembly; a label {@code end} is the place behind all code. */
    ExportCode text(String lines) {
        for (String text : lines.lines().toList()) {
            Cursor cursor = new Cursor(text, ++line, SYMBOLS);
            code.labels(cursor);
            if (!cursor.atEnd()) {
                code.instruction(cursor);
            }
        }
        return this;
    }

    /**
     * Adds the driver's code for a hint; where it has none, 0 as for a kfunc that it leaves alone. PATCH v1 pushed the context on
     * the JIT's stack around it (BPF_PUSH64, BPF_POP64); here r6 keeps the context meanwhile, and its value waits behind the
     * driver's wrapper, as {@code sock_ops_convert_ctx_access()} has it (net/core/filter.c, 6.12).
     */
    ExportCode driver(Optional<Replacement> value) {
        if (value.isEmpty()) {
            return text("r0 = 0");
        }
        boolean keeps = value.get().code().stream()
                .noneMatch(insn -> Registers.written(insn).contains(1) || Registers.isCall(insn));
        if (!keeps) {
            text("*(u64 *)(r1 + " + slot + ") = r6\nr6 = r1");
        }
        parts.add(new Replacement.Part(code.size(), value.get().why(), false));
        int base = callees.size();
        for (Insn insn : value.get().code()) {
            if (insn instanceof Insn.CallKfunc call) {
                code.add(new Insn.CallKfunc(base + call.id(), 0), Spot.NONE);
            } else if (!(insn instanceof Insn.SecondSlot)) {
                code.add(insn, Spot.NONE);
            }
        }
        callees.addAll(value.get().callees());
        core();
        return keeps ? this : text("r1 = r6\nr6 = *(u64 *)(r1 + " + slot + ")");
    }

    Replacement build() {
        return new Replacement(code.build(Set.of("end")), why, callees, parts);
    }

    private void core() {
        parts.add(new Replacement.Part(code.size(), why, true));
    }
}
