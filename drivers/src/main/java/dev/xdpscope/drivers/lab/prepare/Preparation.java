package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.export.ExportKfuncs;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.rewrite.KfuncBinding;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Pass;
import dev.xdpscope.engine.rewrite.SkbRewrite;
import dev.xdpscope.engine.tc.SkbLayout;
import java.util.List;

/**
 * The passes that make a linked program ready to run, by where it runs.
 *
 * @param passes in the order in which they are applied
 */
public record Preparation(List<Pass> passes) {
    public Preparation {
        passes = List.copyOf(passes);
    }

    /** In a driver, with the hints got as {@code design} has it. */
    public static Preparation inDriver(ConfiguredNic setup, AccessDesign design, KernelSettings kernel) {
        ExportKfuncs core = new ExportKfuncs(setup, kernel.export(), kernel.magic());
        KfuncAnswers kfuncs = new KfuncAnswers(setup, design, core);
        CtxFields ofDriver = design == AccessDesign.XDP_MD_FIELD ? MdField.of(setup) : CtxFields.NONE;
        return new Preparation(List.of(
                new KfuncExpansion(kfuncs::inPlace),
                new KfuncBinding(kfuncs::called),
                new CtxRewrite(ofDriver.or(core.fields()))));
    }

    /** On frames past the driver, as the program of a map's entry: it is bound to no device. */
    public static Preparation unbound() {
        return new Preparation(List.of(
                new KfuncExpansion(KnownKfuncs::cast),
                new KfuncBinding(NoDriver.UNBOUND::called),
                new CtxRewrite()));
    }

    /** At tc, on sk_buffs. */
    public static Preparation onSkb(SkbLayout layout) {
        return new Preparation(List.of(
                new KfuncExpansion(KnownKfuncs::cast),
                new KfuncBinding(NoDriver.TC::called),
                new SkbRewrite(layout)));
    }

    /**
     * The program that runs.
     *
     * @throws ProblemException if the program calls what it may not or what is not known, or uses its context wrongly
     */
    public Program apply(Program linked) {
        return Pass.all(passes).apply(linked);
    }
}
