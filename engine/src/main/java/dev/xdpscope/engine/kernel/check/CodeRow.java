package dev.xdpscope.engine.kernel.check;

import java.util.List;
import java.util.Optional;

/** A row of two programs side by side: ours after all passes, and the kernel's after its verifier. */
public sealed interface CodeRow {
    /** The same instruction. */
    record Same(CodeLine ours, CodeLine kernels) implements CodeRow {}

    /** What a rule of the verifier puts for ours. */
    record Fixed(CodeLine ours, List<CodeLine> kernels, String rule) implements CodeRow {
        public Fixed {
            kernels = List.copyOf(kernels);
        }
    }

    /** A conditional jump that the verifier found to be always taken. */
    record Decided(CodeLine ours, CodeLine kernels) implements CodeRow {}

    /** The verifier removed ours: it cannot be reached, or does nothing. */
    record Removed(CodeLine ours, String why) implements CodeRow {}

    /** No rule explains it. Either side may have nothing. */
    record Different(Optional<CodeLine> ours, Optional<CodeLine> kernels, String what) implements CodeRow {}
}
