package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Running a cell, and what is kept of the recording, which is large.
 *
 * @param hints what the driver answers; empty if the program could not be run
 * @param metadata how the program divides its metadata area
 */
record CellRun(Cell cell, Optional<Map<Hint, HintAnswers>> hints, SortedMap<Integer, MetadataLayout.Known> metadata) {

    /** Runs {@code scenario} on another NIC; what cannot be run there is a result. */
    static CellRun of(Scenario scenario, Variant variant, AccessDesign design, Optional<Btf> btf) {
        Scenario there = scenario.with(variant.change().and(Change.design(design)));
        try {
            ScenarioRecording recording = Lab.run(there);
            Cell.Ran ran = new Cell.Ran(recording.program(),
                    recording.packets().stream().map(PacketOutcome::of).toList(), CallCounter.of(recording));
            return new CellRun(new Cell(variant, design, ran), Optional.of(HintAnswers.of(recording.packets())),
                    MetadataNames.of(recording, btf));
        } catch (ProblemException e) {
            return new CellRun(new Cell(variant, design, new Cell.Refused(e)), Optional.empty(), new TreeMap<>());
        }
    }
}
