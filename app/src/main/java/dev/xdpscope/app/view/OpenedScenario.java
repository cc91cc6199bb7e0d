package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * A scenario that was run.
 *
 * @param programs names of the object's XDP programs, one of which was run
 * @param voided what became void of the scenario that it was made of, in words
 */
public record OpenedScenario(ScenarioRecording recording, List<String> programs, List<String> voided) {
    public OpenedScenario {
        programs = List.copyOf(programs);
        voided = List.copyOf(voided);
    }

    /** Runs what a change made, as {@link #run(Scenario)} does. */
    public static OpenedScenario run(ChangedScenario changed) {
        OpenedScenario opened = run(changed.scenario());
        return new OpenedScenario(opened.recording, opened.programs, changed.voided());
    }

    /**
     * Runs a scenario. If its object has several XDP programs and it does not say which is meant, the first that can be run
     * is: whoever looks at it can choose another.
     *
     * @throws ProblemException if any of its files or settings cannot be used; of several programs, what the first needs
     */
    public static OpenedScenario run(Scenario scenario) {
        List<String> programs = programs(scenario);
        if (scenario.program().name().isPresent() || programs.size() < 2) {
            return new OpenedScenario(Lab.run(scenario), programs, List.of());
        }
        Optional<ProblemException> first = Optional.empty();
        for (String program : programs) {
            try {
                return new OpenedScenario(Lab.run(scenario.with(Change.program(program))), programs, List.of());
            } catch (ProblemException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        throw first.orElseThrow();
    }

    private static List<String> programs(Scenario scenario) {
        return BpfObject.read(scenario.program().object(), scenario.kernel().loading().configuration()).programs()
                .stream()
                .filter(p -> p.definition().startsWith("xdp"))
                .map(ObjectFunction::name).toList();
    }
}
