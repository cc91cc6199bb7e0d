package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.prepare.Simulation;
import java.util.List;

/** Reads a status of {@code xdpscope helpers}. */
final class SimulationConverter extends WordConverter<Simulation> {
    SimulationConverter() {
        super("status", List.of(Simulation.values()), SimulationConverter::word);
    }

    /** As the option has it, for example {@code not-simulated}. */
    static String word(Simulation status) {
        return status.toString().replace(' ', '-');
    }
}
