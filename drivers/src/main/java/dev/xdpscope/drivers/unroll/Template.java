package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.isa.AssemblyException;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Unrolled code as text, one statement or instruction a line. A jump to the label {@code end} goes on behind the replaced call.
 * Instructions are in the kernel's assembly syntax. Statements are what {@link UnrollBuilder} does:
 *
 * <pre>
 * r4 = get r1 -&gt; mlx5e_xdp_buff.cqe -&gt; cqe64.timestamp_h
 * r4 = test r1 -&gt; net_device.features bits NETIF_F_RXHASH_BIT
 * copy_u32 (r2), r4 -&gt; cqe64.rss_hash_result
 * copy_be16 (r2), ETH_P_8021Q
 * return -ENODATA if r4 == 0
 * none if r4 == 0
 * result r4 -&gt; cqe64.rss_hash_result, r5
 * r4 = extend r3 near r4
 * w5 = table w4
 *      1, 2 =&gt; XDP_RSS_TYPE_L3_IPV4
 *      else =&gt; XDP_RSS_TYPE_NONE
 * </pre>
 *
 * <p>A text may be for several generations of a kfunc. What they have alone stands behind {@code mainline:} or {@code rfc:},
 * and {@code let rV = r4} there gives a register a name whose number is the generation's matter:
 *
 * <pre>
 * mainline: let rV = r4
 * rfc:      let rV = r0
 * mainline: *(u64 *)(r1 + scratch.r2) = r2
 * </pre>
 */
public final class Template {
    private Template() {}

    /**
     * What the names in a template stand for, looked up in this order:
     *
     * <ul>
     *   <li>{@code LAYOUT.FIELD}: offset of a descriptor field, with {@code .size} its bytes, with {@code .shift} the number
     *       of its lowest bit, with {@code .mask} its bits in place;
     *   <li>{@code STRUCT.PATH}: the same of a field of a driver's structure, and {@code STRUCT.size};
     *   <li>an enumerator of the driver's types;
     *   <li>a constant.
     * </ul>
     *
     * @param layouts of the descriptor, and of what the NIC writes in front of a frame
     * @param functions the driver's functions by name, for {@code call}; what calls nothing is given none
     */
    public record Names(List<Layout> layouts, Btf btf, Map<String, Long> constants,
            Function<String, Optional<Replacement.Callee>> functions) {
        public Names {
            layouts = List.copyOf(layouts);
            constants = Map.copyOf(constants);
        }

        /** Names for code that calls nothing. */
        public Names(List<Layout> layouts, Btf btf, Map<String, Long> constants) {
            this(layouts, btf, constants, name -> Optional.empty());
        }

        /** The same for code that may call {@code functions}. */
        public Names calling(Function<String, Optional<Replacement.Callee>> functions) {
            return new Names(layouts, btf, constants, functions);
        }
    }

    /** Whether the text is nothing but comments. */
    public static boolean isEmpty(String text) {
        return text.lines().map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith(";") || line.startsWith("//")
                        || line.startsWith("#"));
    }

    /**
     * Assembles a template.
     *
     * @param file for messages
     * @param why one clause for the reader, for example {@code mlx5 unrolls bpf_xdp_metadata_rx_hash}
     * @throws ProblemException if the text is no code, or the code breaks a rule
     */
    public static Replacement assemble(String text, Path file, Names names, String why) {
        return in(file, () -> UnrollBuilder.build(names, why, code -> code.text(text)));
    }

    /** The same for a kfunc of a generation, which gives {@code none} and {@code result} their meaning. */
    public static Replacement assemble(String text, Path file, Names names, String why, Signature signature) {
        return in(file, () -> UnrollBuilder.build(names, why, code -> code.text(text, Optional.of(signature))));
    }

    /** The same with early returns as they are written: jumps by 32767 to the end of the patch that resolves them. */
    public static Replacement unresolved(String text, Path file, Names names, String why, Signature signature) {
        return in(file, () -> UnrollBuilder.unresolved(names, why, code -> code.text(text, Optional.of(signature))));
    }

    private static Replacement in(Path file, Supplier<Replacement> made) {
        try {
            return made.get();
        } catch (AssemblyException e) {
            throw e.at(Place.of(file));
        }
    }
}
