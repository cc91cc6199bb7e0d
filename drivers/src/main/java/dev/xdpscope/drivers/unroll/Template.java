package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.AssemblyException;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Patch;
import dev.xdpscope.engine.rewrite.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Unrolled code as text. A jump to the label {@code end} goes on behind the replaced call. */
public final class Template {
    private static final String END = "end";

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
     * @param functions the driver's functions by name, for {@code call}; what calls nothing is given none
     */
    public record Names(Layout layout, Btf btf, Map<String, Long> constants,
            Function<String, Optional<Replacement.Callee>> functions) {
        public Names {
            constants = Map.copyOf(constants);
        }

        /** Names for code that calls nothing. */
        public Names(Layout layout, Btf btf, Map<String, Long> constants) {
            this(layout, btf, constants, name -> Optional.empty());
        }

        /** The same for code that may call {@code functions}. */
        public Names calling(Function<String, Optional<Replacement.Callee>> functions) {
            return new Names(layout, btf, constants, functions);
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
        Place place = Place.of(file);
        TemplateSymbols symbols = new TemplateSymbols(names);
        List<Insn> code;
        try {
            code = Patch.resolve(Assembler.assemble(text, symbols, Set.of(END)));
        } catch (AssemblyException e) {
            throw e.at(place);
        }
        if (code.isEmpty()) {
            throw new ProblemException(place, "the template has no instruction",
                    "Give at least one, for example `r0 = 0`.");
        }
        Rules.check(code, symbols.called(), place);
        return new Replacement(code, why, symbols.called());
    }
}
