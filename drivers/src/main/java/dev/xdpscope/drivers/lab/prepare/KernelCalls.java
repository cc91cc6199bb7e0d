package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.CommonKfuncs;
import dev.xdpscope.engine.dynptr.DynptrCalls;
import dev.xdpscope.engine.route.Routing;
import dev.xdpscope.engine.xdp.RouteHelpers;
import dev.xdpscope.engine.xdp.XdpHelpers;

/** What the kernel itself offers to programs: helpers, and kfuncs that no driver answers. */
public final class KernelCalls {
    /** To XDP programs. */
    static final Calls XDP = RouteHelpers.addTo(DynptrCalls.addTo(XdpHelpers.addTo(BaseHelpers.addTo(Calls.none()))),
            Routing.NONE);

    /** Kfuncs, to programs of every type. */
    public static final Calls COMMON = CommonKfuncs.addTo(Calls.none());

    private KernelCalls() {}

    /** To XDP programs of a scenario, whose routes they look up. */
    public static Calls of(KernelSettings kernel) {
        return RouteHelpers.addTo(XDP, kernel.routing());
    }
}
