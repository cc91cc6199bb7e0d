package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import java.util.Optional;
import java.util.function.Predicate;

/** Which program of an object is attached past the driver, where the scenario does not name it; it has been run already. */
final class PastXdpChoice {
    private PastXdpChoice() {}

    static String of(BpfObject object, Scenario scenario, Receiver.Attached attached) {
        boolean tc = scenario.past().tc().filter(t -> t == attached).isPresent();
        return scenario.past().receivers().stream()
                .filter(r -> r.attached().filter(a -> a == attached).isPresent()).findFirst()
                .map(r -> r.attachesInEntry() ? only(object, s -> s.endsWith("/" + r.mapKind()))
                        : ProgramChoice.of(object, Optional.empty()))
                .orElseGet(() -> tc ? only(object, PastXdpChoice::onSkb) : ProgramChoice.of(object, Optional.empty()));
    }

    private static String only(BpfObject object, Predicate<String> section) {
        return object.programs().stream().filter(p -> section.test(p.section())).map(ObjectFunction::name).findFirst()
                .orElseThrow();
    }

    static boolean onSkb(String section) {
        return section.startsWith("tc") || section.startsWith("classifier") || section.startsWith("action");
    }
}
