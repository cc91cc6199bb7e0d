package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.tc.SkbLayout;
import dev.xdpscope.engine.tc.SkbMd;
import java.util.List;
import java.util.Map;

/**
 * Turns the __sk_buff field accesses of a tc program into accesses to the sk_buff, as {@code bpf_convert_ctx_access()} does and
 * with the refusals of {@code tc_cls_act_is_valid_access()} (net/core/filter.c, 6.12). What {@link SkbMd} does not have is
 * refused too, and said to be not simulated. The hardware timestamp is one load here; the kernel finds skb_shared_info first.
 *
 * @param layout of the sk_buff
 */
public record SkbRewrite(SkbLayout layout) implements Pass {
    @Override
    public List<PassName> names() {
        return List.of(PassName.CTX_REWRITE);
    }

    /**
     * @throws ProblemException if the program accesses its context in a way that the verifier refuses or that is not simulated
     */
    @Override
    public Program apply(Program program) {
        Map<Integer, Replacement> replacements = new SkbAccesses(program, layout).replacements();
        return replacements.isEmpty() ? program : Edit.replace(program, PassName.CTX_REWRITE, replacements);
    }
}
