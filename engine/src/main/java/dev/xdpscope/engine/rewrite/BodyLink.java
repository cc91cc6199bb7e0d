package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;

/**
 * Appends a body that no call of the program enters, such as the driver's way to an sk_buff. It begins where the
 * program ended.
 *
 * @param body driver C compiled to BPF
 * @param why one clause for the reader
 */
public record BodyLink(Program body, String why) implements Pass {
    @Override
    public List<PassName> names() {
        return List.of(PassName.KFUNC_LINK);
    }

    @Override
    public Program apply(Program program) {
        return Appendix.behind(program).append(body, why).program();
    }
}
