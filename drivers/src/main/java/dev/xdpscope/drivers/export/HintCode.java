package dev.xdpscope.drivers.export;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A driver's code that leaves a hint's value in r0: its unroller for the kfunc of generation {@code rfc}, or a call of that. */
public final class HintCode {
    private HintCode() {}

    /**
     * @param kfunc that the hint is asked for with
     * @return empty if the driver has no such kfunc
     */
    public static Optional<Replacement> of(ConfiguredNic setup, String kfunc) {
        return of(setup, kfunc, Unrolling.Replace::replacement);
    }

    /** The same with early returns as the driver wrote them, which end whatever patch they are resolved in. */
    static Optional<Replacement> written(ConfiguredNic setup, String kfunc) {
        return of(setup, kfunc, Unrolling.Replace::written);
    }

    private static Optional<Replacement> of(ConfiguredNic setup, String kfunc,
            Function<Unrolling.Replace, Replacement> form) {
        Kfunc rfc = new Kfunc(kfunc, 1, false, new Kfunc.Binding.Unbound());
        return switch (setup.unroller(rfc)) {
            case Unrolling.Replace r -> Optional.of(form.apply(r));
            case Unrolling.KeepCall keep -> call(setup, rfc, keep.reason());
            case Unrolling.None none -> call(setup, rfc, "the driver has no recipe for it");
        };
    }

    /** What cannot be unrolled is called, if the driver has it at all. */
    private static Optional<Replacement> call(ConfiguredNic setup, Kfunc kfunc, String reason) {
        String name = setup.nic().name() + " implements " + kfunc.name();
        return setup.body(kfunc).map(body -> new Replacement(List.of(new Insn.CallKfunc(0, 0)), name,
                List.of(new Replacement.Callee(body, 1, name + "; not unrolled: " + reason))));
    }
}
