package dev.xdpscope.drivers.export;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kfuncs that the core has for every driver and that store hints for the sk_buff:
 *
 * <ul>
 *   <li>{@code bpf_xdp_metadata_export_to_skb(ctx)} of November 2022, in one of its two forms;
 *   <li>{@code xdp_copy_metadata_for_skb(ctx)}, proposed on the list for the same purpose: all hints that the sk_buff's path uses,
 *       by one call. Nobody wrote it, so where it stores them is xdpscope's choice: where those of 2025 do;
 *   <li>{@code bpf_xdp_store_rx_hash(ctx, hash, type)}, {@code bpf_xdp_store_rx_vlan(ctx, proto, tci)} and
 *       {@code bpf_xdp_store_rx_ts(ctx, ts)} of July 2025, with values that the program gives.
 * </ul>
 */
public final class ExportKfuncs {
    public static final String EXPORT = "bpf_xdp_metadata_export_to_skb";
    private static final String COPY = "xdp_copy_metadata_for_skb";

    /** Offset of {@code xdp_md->skb_metadata}. */
    private static final int SKB_METADATA = 48;

    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN = "bpf_xdp_metadata_rx_vlan_tag";

    /** Those that are functions of the core alone, with their numbers of parameters. */
    private static final Map<String, Integer> STORES =
            Map.of("bpf_xdp_store_rx_hash", 3, "bpf_xdp_store_rx_vlan", 3, "bpf_xdp_store_rx_ts", 2);

    private final ConfiguredNic setup;
    private final ExportForm form;
    private final int magic;

    /** @param magic that the metadata of RFC v2 is known by */
    public ExportKfuncs(ConfiguredNic setup, ExportForm form, int magic) {
        this.setup = setup;
        this.form = form;
        this.magic = magic;
    }

    /** The names of all. */
    public static Set<String> names() {
        return Set.of(EXPORT, COPY, "bpf_xdp_store_rx_hash", "bpf_xdp_store_rx_vlan", "bpf_xdp_store_rx_ts");
    }

    /** What the core puts in place of a call, the driver's code inside; empty if the kfunc is called in any case. */
    public Optional<Replacement> expansion(Kfunc kfunc) {
        return STORES.containsKey(kfunc.name()) ? Optional.empty() : code(kfunc);
    }

    /** The same code as a function; empty if the kfunc is none of these, or declared as what it is not. */
    public Optional<Program> body(Kfunc kfunc) {
        return code(kfunc).map(by -> {
            Kfunc called = new Kfunc(kfunc.name(), kfunc.parameters(), false, new Kfunc.Binding.Unbound());
            Program caller = new Program(kfunc.name(), "xdp", List.of(new Insn.CallKfunc(0, 0), new Insn.Exit()),
                    List.of(Origin.source(0), Origin.source(1)), new TreeMap<>(),
                    List.of(new ProgramFunction(kfunc.name(), 0, 2, ProgramFunction.Kind.MAIN)), List.of(),
                    List.of(called));
            return new KfuncExpansion(k -> Optional.of(by)).apply(caller);
        });
    }

    private Optional<Replacement> code(Kfunc kfunc) {
        int parameters = STORES.getOrDefault(kfunc.name(), 1);
        return names().contains(kfunc.name()) && kfunc.parameters() == parameters ? Optional.of(switch (kfunc.name()) {
            case EXPORT -> form == ExportForm.RFC_V2 ? rfcV2() : patchV1();
            case COPY -> copy();
            default -> store(kfunc.name());
        }) : Optional.empty();
    }

    /**
     * The field of {@code struct xdp_md} that PATCH v1 gave programs: the address of what has been exported, or 0. Only programs
     * that call the kfunc have it. Where it stands is xdpscope's choice: behind the fields of the access design
     * {@code xdp-md-field}, so that a program can have both.
     */
    public CtxFields fields() {
        return (program, offset) -> form == ExportForm.PATCH_V1 && offset == SKB_METADATA
                && program.kfuncs().stream().anyMatch(kfunc -> kfunc.name().equals(EXPORT))
                        ? Optional.of(new CtxFields.Field("skb_metadata", Long.BYTES,
                                Optional.of(skbMetadata()), 0, Long.SIZE, setup.driver().scratch().saved()))
                        : Optional.empty();
    }

    private Replacement skbMetadata() {
        return core("the core's way to what has been exported").text("""
                r0 = *(u32 *)(r1 + xdp_buff.flags)
                r0 &= HAS_SKB_METADATA
                if r0 == 0 goto end
                r0 = *(u64 *)(r1 + xdp_buff.data_meta)
                r0 += -xdp_skb_metadata.size
                """).build();
    }

    private ExportCode core(String what) {
        return new ExportCode(what, setup.driver().scratch());
    }

    /**
     * The kfunc of RFC v2 returned nothing; r0 is the timestamp, or what it was before if there is no room. Early returns of the
     * driver's code were resolved when the whole patch was complete, and so skip the core's store.
     */
    private Replacement rfcV2() {
        return core("the core exports to the sk_buff, as RFC v2").text("""
                r2 = *(u64 *)(r1 + xdp_buff.data_meta)
                r3 = *(u64 *)(r1 + xdp_buff.data)
                if r2 != r3 goto end                    ; metadata of the program's, or none possible
                r2 += -xdp_to_skb_metadata.size
                r3 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                r3 += xdp_frame.size
                if r2 < r3 goto end
                *(u64 *)(r1 + xdp_buff.data_meta) = r2
                *(u32 *)(r2 + xdp_to_skb_metadata.magic) = %d
                """.formatted(magic)).driver(HintCode.written(setup, TIMESTAMP)).text("""
                r2 = *(u64 *)(r1 + xdp_buff.data_meta)
                *(u64 *)(r2 + xdp_to_skb_metadata.rx_timestamp) = r0
                """).build();
    }

    private Replacement patchV1() {
        return core("the core exports to the sk_buff, as PATCH v1").text("""
                r0 = -1
                r2 = *(u32 *)(r1 + xdp_buff.flags)
                r2 &= HAS_SKB_METADATA
                if r2 != 0 goto end                     ; for the second time
                r2 = *(u64 *)(r1 + xdp_buff.data_meta)
                r2 += -xdp_skb_metadata.size
                r3 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                r3 += xdp_frame.size
                if r2 < r3 goto end
                r2 = *(u32 *)(r1 + xdp_buff.flags)
                r2 |= HAS_SKB_METADATA
                *(u32 *)(r1 + xdp_buff.flags) = r2
                """).driver(HintCode.of(setup, TIMESTAMP)).text("""
                r2 = *(u64 *)(r1 + xdp_buff.data_meta)
                r2 += -xdp_skb_metadata.size
                *(u64 *)(r2 + 0) = r0
                r0 = 0
                """).build();
    }

    /** 0 for a value of a driver's kfunc says that there is none. */
    private Replacement copy() {
        return core("the core copies hints for the sk_buff").text("""
                r0 = -ENOSPC
                r2 = *(u64 *)(r1 + xdp_buff.data_meta)
                r3 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                r3 += larger_frame.size
                if r2 < r3 goto end
                """).driver(HintCode.of(setup, TIMESTAMP)).text("""
                if r0 == 0 goto hash
                r2 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                r3 = *(u32 *)(r1 + xdp_buff.frame_sz)
                r2 += r3
                *(u64 *)(r2 + skb_shared_info.hwtstamp - skb_shared_info.size) = r0
                r2 = *(u32 *)(r1 + xdp_buff.flags)
                r2 |= META_RX_TS
                *(u32 *)(r1 + xdp_buff.flags) = r2
                hash:
                """).driver(HintCode.of(setup, HASH)).text("""
                if r0 == 0 goto vlan
                r2 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                *(u64 *)(r2 + rx_meta.hash) = r0        ; and its type, in the upper half
                r2 = *(u32 *)(r1 + xdp_buff.flags)
                r2 |= META_RX_HASH
                *(u32 *)(r1 + xdp_buff.flags) = r2
                vlan:
                """).driver(HintCode.of(setup, VLAN)).text("""
                if r0 == 0 goto done
                r2 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                *(u16 *)(r2 + rx_meta.vlan_tci) = r0
                r0 >>= 16
                r0 = be16 r0
                *(u16 *)(r2 + rx_meta.vlan_proto) = r0
                r2 = *(u32 *)(r1 + xdp_buff.flags)
                r2 |= META_RX_VLAN
                *(u32 *)(r1 + xdp_buff.flags) = r2
                done: r0 = 0
                """).build();
    }

    private Replacement store(String kfunc) {
        ExportCode code = core("the core's " + kfunc);
        if (kfunc.equals("bpf_xdp_store_rx_ts")) {
            return code.text("""
                    r4 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                    r5 = *(u32 *)(r1 + xdp_buff.frame_sz)
                    r4 += r5
                    *(u64 *)(r4 + skb_shared_info.hwtstamp - skb_shared_info.size) = r2
                    """).text(flagged("META_RX_TS")).build();
        }
        boolean hash = kfunc.equals("bpf_xdp_store_rx_hash");
        return code.text("""
                r0 = -ENOSPC
                r4 = *(u64 *)(r1 + xdp_buff.data_hard_start)
                r4 += larger_frame.size
                r5 = *(u64 *)(r1 + xdp_buff.data_meta)
                if r5 < r4 goto end
                """).text(hash ? """
                *(u32 *)(r4 + rx_meta.hash - larger_frame.size) = r2
                *(u32 *)(r4 + rx_meta.hash_type - larger_frame.size) = r3
                """ : """
                *(u16 *)(r4 + rx_meta.vlan_proto - larger_frame.size) = r2
                *(u16 *)(r4 + rx_meta.vlan_tci - larger_frame.size) = r3
                """).text(flagged(hash ? "META_RX_HASH" : "META_RX_VLAN")).build();
    }

    private static String flagged(String flag) {
        return """
                r4 = *(u32 *)(r1 + xdp_buff.flags)
                r4 |= %s
                *(u32 *)(r1 + xdp_buff.flags) = r4
                r0 = 0
                """.formatted(flag);
    }
}
