package dev.xdpscope.drivers.lab.author;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.rewrite.KfuncAnswer;
import dev.xdpscope.engine.rewrite.KfuncBinding;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes programs that do nothing but call one of a NIC's functions. */
final class KfuncCode {
    private static final String MAINLINE = "mainline";
    private static final int MOST_PARAMETERS = 5;

    private final ConfiguredNic nic;

    KfuncCode(ConfiguredNic nic) {
        this.nic = nic;
    }

    /** A program that enters the driver's function. */
    Program calling(String name, int parameters) {
        Kfunc kfunc = kfunc(name, parameters);
        return bound(kfunc, nic.body(kfunc).orElseThrow());
    }

    /** A program with the driver's instructions in place of the call, which it does not leave. */
    Program unrolled(String name, int parameters) {
        return new KfuncExpansion(k -> nic.unroller(k) instanceof Unrolling.Replace by ? Optional.of(by.replacement())
                : Optional.empty()).apply(caller(kfunc(name, parameters)));
    }

    /** Why the driver leaves the call as it is; empty if it puts instructions in its place. */
    Optional<String> leaves(String name, int parameters) {
        return switch (nic.unroller(kfunc(name, parameters))) {
            case Unrolling.Replace by -> Optional.empty();
            case Unrolling.KeepCall(String reason) -> Optional.of("the driver leaves the call: " + reason);
            case Unrolling.None none -> Optional.of("it has no unroller");
        };
    }

    /** A program that enters the driver's function for sk_buffs. */
    Program skb() {
        Program build = nic.skb().orElseThrow(() -> new ProblemException(Place.NOWHERE,
                nic.nic().name() + " has no function that fills an sk_buff",
                "Name one under driver.skb of its nic.json."));
        return bound(unbound("build_skb", 2), build);
    }

    /**
     * Whether only the lower half of r0 is the result: functions of mainline are {@code int}, those of rfc {@code
     * u64}.
     */
    boolean returnsInt(String name, int parameters) {
        return nic.generation(kfunc(name, parameters)).filter(MAINLINE::equals).isPresent();
    }

    private Kfunc kfunc(String name, int parameters) {
        Kfunc kfunc = unbound(name, parameters);
        if (nic.generation(kfunc).isEmpty()) {
            throw new ProblemException(Place.NOWHERE, nic.nic().name() + " " + nic.revision().name() + ", as it is "
                    + "configured, has no " + text(name, parameters),
                    Nearest.remedy(text(name, parameters), known()));
        }
        return kfunc;
    }

    private List<String> known() {
        List<String> known = new ArrayList<>();
        for (String name : nic.generations().stream().flatMap(g -> nic.kfuncs(g).stream()).distinct().toList()) {
            for (int parameters = 1; parameters <= MOST_PARAMETERS; parameters++) {
                if (nic.generation(unbound(name, parameters)).isPresent()) {
                    known.add(text(name, parameters));
                }
            }
        }
        return known;
    }

    private static String text(String name, int parameters) {
        return name + " of " + parameters + (parameters == 1 ? " parameter" : " parameters");
    }

    private static Kfunc unbound(String name, int parameters) {
        return new Kfunc(name, parameters, false, new Kfunc.Binding.Unbound());
    }

    private static Program bound(Kfunc kfunc, Program body) {
        return new KfuncBinding(called -> new KfuncAnswer.Body(body, "called on the bench")).apply(caller(kfunc));
    }

    private static Program caller(Kfunc kfunc) {
        return new Program("caller", "xdp", List.of(new Insn.CallKfunc(0, 0), new Insn.Exit()),
                List.of(Origin.source(0), Origin.source(1)), new TreeMap<>(),
                List.of(new ProgramFunction("caller", 0, 2, ProgramFunction.Kind.MAIN)), List.of(), List.of(kfunc));
    }
}
