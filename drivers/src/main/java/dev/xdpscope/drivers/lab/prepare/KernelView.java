package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Pass;
import dev.xdpscope.engine.rewrite.SkbRewrite;
import dev.xdpscope.engine.tc.SkbLayout;
import dev.xdpscope.engine.xdp.XdpLayout;

/**
 * A program after those of our passes that a kernel's verifier does too: kfuncs that are but a move, and the ctx rewrite. Calls of
 * other kfuncs stay calls.
 */
public final class KernelView {
    private static final Pass VERIFIER = new KfuncExpansion(KnownKfuncs::cast);

    private KernelView() {}

    /**
     * @param linked as it is loaded
     * @param layout of the kernel's structures
     * @throws ProblemException if the program uses its context as no kernel allows
     */
    public static Program of(Program linked, XdpLayout layout) {
        return VERIFIER.andThen(new CtxRewrite(CtxFields.NONE, layout)).apply(linked);
    }

    /**
     * The same for a tc program.
     *
     * @throws ProblemException if the program uses its context as no kernel allows, or as is not simulated
     */
    public static Program onSkb(Program linked, SkbLayout layout) {
        return VERIFIER.andThen(new SkbRewrite(layout)).apply(linked);
    }
}
