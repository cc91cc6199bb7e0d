package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which the verifier puts several instructions for one: {@code do_misc_fixups()}, {@code optimize_bpf_loop()} and
 * {@code opt_subreg_zext_lo32_rnd_hi32()} in kernel/bpf/verifier.c, {@code bpf_convert_shinfo_access()} in net/core/filter.c, {@code map_gen_lookup} in arraymap.c and hashtab.c, 6.12 and 6.18, for a process that may read kernel
 * memory (CAP_PERFMON). Sizes in them are those of the program's maps; offsets in kernel structures may be any.
 */
final class Fixups {
    private static final String LOOKUP = "call bpf_map_lookup_elem";
    private static final String HASH = "call __htab_map_lookup_elem";

    private Fixups() {}

    /** @param maps of the program */
    static List<Fixup> of(List<MapSpec> maps) {
        List<Fixup> all = new ArrayList<>();
        // The longer of two that begin alike comes first.
        all.addAll(DIVISIONS);
        maps.stream().flatMap(m -> lookup(m).stream()).distinct().forEach(all::add);
        all.addAll(OTHERS);
        return List.copyOf(all);
    }

    private static final List<Fixup> DIVISIONS = List.of(
            new Fixup("division by zero gives 0",
                    List.of("if {p}{s} != 0x0 goto pc+2", "w{d} ^= w{d}", "goto pc+1", "{p}{d} /= {p}{s}"),
                    "{p}{d} /= {p}{s}"),
            new Fixup("remainder of zero is the dividend",
                    List.of("if w{s} == 0x0 goto pc+2", "w{d} %= w{s}", "goto pc+1", "w{d} = w{d}"),
                    "w{d} %= w{s}"),
            new Fixup("remainder of zero is the dividend",
                    List.of("if r{s} == 0x0 goto pc+1", "r{d} %= r{s}"), "r{d} %= r{s}"),
            new Fixup("signed division by zero and by -1",
                    List.of("r11 = r{s}", "{p}11 += 1", "if {p}11 > 0x1 goto pc+4", "if {p}11 == 0x0 goto pc+1",
                            "{p}{d} = 0", "{p}{d} = -{p}{d}", "goto pc+1", "{p}{d} s/= {p}{s}"),
                    "{p}{d} s/= {p}{s}"),
            new Fixup("signed remainder of zero and of -1",
                    List.of("r11 = r{s}", "r11 += 1", "if r11 > 0x1 goto pc+3", "if r11 == 0x1 goto pc+3",
                            "w{d} = 0", "goto pc+1", "r{d} s%= r{s}"),
                    "r{d} s%= r{s}"),
            new Fixup("signed remainder of zero and of -1",
                    List.of("r11 = r{s}", "w11 += 1", "if w11 > 0x1 goto pc+3", "if w11 == 0x1 goto pc+4",
                            "w{d} = 0", "goto pc+1", "w{d} s%= w{s}", "goto pc+1", "w{d} = w{d}"),
                    "w{d} s%= w{s}"));

    /** What the verifier puts behind a narrow compare-and-exchange. */
    static final Fixup UPPER_HALF = new Fixup("upper half of a compare-and-exchange is 0",
            List.of("r0 = atomic_cmpxchg({any})", CodeLine.CLEAR_UPPER_HALF), "r0 = atomic_cmpxchg({any})");

    private static final List<Fixup> OTHERS = List.of(
            new Fixup("bpf_loop in place", List.of("if r1 <= 0x800000 goto pc+2", "w0 = -7", "goto pc+16",
                    "*(u64 *)(r10 {n6}) = r6", "*(u64 *)(r10 {n7}) = r7", "*(u64 *)(r10 {n8}) = r8", "r6 = r1",
                    "w7 = 0", "r8 = r3", "if r7 >= r6 goto pc+5", "r1 = r7", "r2 = r8", "call pc{n}", "r7 += 1",
                    "if r0 == 0x0 goto pc-6", "r0 = r7", "r6 = *(u64 *)(r10 {n6})", "r7 = *(u64 *)(r10 {n7})",
                    "r8 = *(u64 *)(r10 {n8})"), "call bpf_loop"),
            UPPER_HALF,
            new Fixup("number of the CPU in place",
                    List.of("r0 = {n}", "r0 = &(void __percpu *)(r0)", "r0 = *(u32 *)(r0 +0)"),
                    "call bpf_get_smp_processor_id"),
            new Fixup("jiffies in place", List.of("r0 = {x} ll", "r0 = *(u64 *)(r0 +0)"), "call bpf_jiffies64"),
            new Fixup("hardware timestamp behind skb_shared_info",
                    List.of("r11 = *(u32 *)(r{s} {nend})", "r{d} = *(u64 *)(r{s} {nhead})", "r{d} += r11",
                            "r{d} = *(u64 *)(r{d} {n})"),
                    "r{d} = *(u64 *)(r{s} {n})"),
            new Fixup("a user's address reads as 0",
                    List.of("r11 = r{s}", "r11 += {n}", "r11 >>= 32", "if r11 <= {x} goto pc+2",
                            "r{d} = *({t} *)(r{s} {o}{n})", "goto pc+1", "r{d} = 0"),
                    "r{d} = *({t} *)(r{s} {o}{n})"),
            new Fixup("a user's address reads as 0",
                    List.of("r11 = r{s}", "r11 >>= 32", "if r11 <= {x} goto pc+2",
                            "r{d} = *({t} *)(r{s} +0)", "goto pc+1", "r{d} = 0"),
                    "r{d} = *({t} *)(r{s} +0)"));

    private static List<Fixup> lookup(MapSpec map) {
        return MapType.of(map).map(type -> switch (type) {
            case ARRAY -> array(map, "array lookup in place", 3,
                    List.of(scaled(stride(map)), "r0 += r1", "goto pc+1", "r0 = 0"));
            case PERCPU_ARRAY -> array(map, "per-CPU array lookup in place", 5, List.of("r0 <<= 3", "r0 += r1",
                    "r0 = *(u64 *)(r0 +0)", "r0 = &(void __percpu *)(r0)", "goto pc+1", "r0 = 0"));
            case ARRAY_OF_MAPS -> array(map, "lookup of a map in place", 5, List.of(scaled(Long.BYTES), "r0 += r1",
                    "r0 = *(u64 *)(r0 +0)", "if r0 == 0x0 goto pc+1", "goto pc+1", "r0 = 0"));
            case LRU_HASH -> List.of(new Fixup("LRU hash lookup in place",
                    List.of(HASH, "if r0 == 0x0 goto pc+4", "r1 = *(u8 *)(r0 +{n})", "if r1 != 0x0 goto pc+1",
                            "*(u8 *)(r0 +{n}) = 1", "r0 += {nv}"),
                    LOOKUP));
            case PERCPU_HASH -> List.of(new Fixup("per-CPU hash lookup in place",
                    List.of(HASH, "if r0 == 0x0 goto pc+3", "r0 += {n}", "r0 = *(u64 *)(r0 +0)",
                            "r0 = &(void __percpu *)(r0)"),
                    LOOKUP));
            case HASH_OF_MAPS -> List.of(new Fixup("lookup of a map in place",
                    List.of(HASH, "if r0 == 0x0 goto pc+2", "r0 += {n}", "r0 = *(u64 *)(r0 +0)"), LOOKUP));
            case HASH -> List.of(new Fixup("hash lookup in place",
                    List.of(HASH, "if r0 == 0x0 goto pc+1", "r0 += {n}"), LOOKUP));
            default -> List.<Fixup>of();
        }).orElse(List.of());
    }

    /** With a mask for the index, against speculation, and without. */
    private static List<Fixup> array(MapSpec map, String name, int skipped, List<String> end) {
        int mask = Integer.highestOneBit(Math.max(1, map.maxEntries() - 1)) * 2 - 1;
        List<Fixup> both = new ArrayList<>();
        for (int masks = 0; masks < 2; masks++) {
            List<String> pattern = new ArrayList<>(List.of("r1 += {n}", "r0 = *(u32 *)(r2 +0)",
                    "if r0 >= 0x%x goto pc+%d".formatted(map.maxEntries(), skipped + masks)));
            if (masks == 1) {
                pattern.add("w0 &= " + (map.maxEntries() == 1 ? 0 : mask));
            }
            pattern.addAll(end);
            both.add(new Fixup(name, pattern, LOOKUP));
        }
        return both;
    }

    private static String scaled(int size) {
        return Integer.bitCount(size) == 1 ? "r0 <<= " + Integer.numberOfTrailingZeros(size) : "r0 *= " + size;
    }

    private static int stride(MapSpec map) {
        return map.valueSize() + Long.BYTES - 1 & -Long.BYTES;
    }
}
