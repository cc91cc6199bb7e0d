package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.PastXdp;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenarios that differ from samples in what comes past the program. */
final class PastScenarios {
    private PastScenarios() {}

    static Scenario with(Scenario s, PastXdp past) {
        return s.with(Change.past(past));
    }

    /** A pair of devices 5 and 6. */
    static Scenario veth(Scenario s) {
        Path object = s.program().object().resolveSibling("veth.bpf.o");
        Receiver pair = new Receiver.Pair(Place.NOWHERE, Optional.of(new Receiver.Entry("pairs", 0)), 5, "veth",
                Optional.empty(), Map.of("ifindex", "6"),
                Optional.of(new Receiver.Attached(object, Optional.of("behind_pair"))), AccessDesign.KFUNC_CALL);
        return s.with(Change.object(object).and(Change.program("into_pair"))
                .and(Change.design(AccessDesign.KFUNC_CALL)).and(Change.configuration(Map.of()))
                .and(Change.past(new PastXdp(List.of(pair), Optional.empty(), false))));
    }

    static Receiver.Socket socket(Umem.Spec umem, Optional<Integer> queue, Optional<TxMetadata.Request> reply) {
        return new Receiver.Socket(Place.NOWHERE, new Receiver.Entry("xsks", 0), umem, queue, Optional.of(32), reply);
    }
}
