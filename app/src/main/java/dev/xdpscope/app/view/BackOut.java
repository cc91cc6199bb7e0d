package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Navigator;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.RunPath;
import java.util.Optional;

/** Back to the call of the function, or to the beginning of the expansion, that a position is in. */
final class BackOut {
    private BackOut() {}

    static Optional<Position> of(ScenarioRecording scenario, Navigator navigator, Position from) {
        RunPath path = scenario.recording().path(from.run());
        if (from.step() >= path.length()) {
            return navigator.backOver(from);
        }
        int here = (int) from.step();
        int expansion = expansion(scenario, from.run(), path, here);
        for (int i = here - 1; i >= 0; i--) {
            boolean left = expansion >= 0 && path.depths()[i] <= path.depths()[here]
                    && expansion(scenario, from.run(), path, i) != expansion;
            if (left) {
                return Optional.of(new Position(from.run(), i + 1 == here ? i : i + 1));
            }
            if (path.depths()[i] < path.depths()[here]) {
                return Optional.of(new Position(from.run(), i));
            }
        }
        return here == 0 ? navigator.back(from) : Optional.of(new Position(from.run(), 0));
    }

    private static int expansion(ScenarioRecording scenario, int run, RunPath path, int step) {
        Origin origin = scenario.recording().runs().get(run).program().origins().get(path.insns()[step]);
        return origin.insn() >= 0 && origin.step() >= 0 ? origin.insn() : -1;
    }
}
