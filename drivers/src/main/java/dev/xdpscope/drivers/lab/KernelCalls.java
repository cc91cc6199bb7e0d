package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.CommonKfuncs;
import dev.xdpscope.engine.xdp.XdpHelpers;

/** What the simulated kernel itself offers programs to call, whatever the NIC. */
final class KernelCalls {
    /** To XDP programs. */
    static final Calls XDP = XdpHelpers.addTo(BaseHelpers.addTo(Calls.none()));

    /** Kfuncs for programs of every type. */
    static final Calls COMMON = CommonKfuncs.addTo(Calls.none());

    private KernelCalls() {}
}
