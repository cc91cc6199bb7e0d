package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.record.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of the runs that were looked at last, for questions about a whole run. Long runs are not kept. */
public final class Traces {
    /** The longest run that is traced as a whole. */
    public static final int LONGEST = 50_000;

    private static final int KEPT = 8;

    private final ScenarioRecording recording;
    private final Map<Integer, List<Step>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Step>> eldest) {
            return size() > KEPT;
        }
    };

    Traces(ScenarioRecording recording) {
        this.recording = recording;
    }

    public ScenarioRecording recording() {
        return recording;
    }

    /** Whether questions about the whole of a run stay unanswered; whoever asks must say so. */
    public boolean tooLong(int run) {
        return recording.recording().runs().get(run).steps() > LONGEST;
    }

    /** All steps of a run; empty if it is too long. */
    public Optional<List<Step>> steps(int run) {
        long steps = recording.recording().runs().get(run).steps();
        return tooLong(run) ? Optional.empty()
                : Optional.of(kept.computeIfAbsent(run, r -> recording.recording().steps(r, 0, steps)));
    }
}
