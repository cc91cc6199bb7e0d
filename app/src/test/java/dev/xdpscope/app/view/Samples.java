package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.nio.file.Path;
import java.util.List;

/** The sample scenarios, run once. */
public final class Samples {
    public static final Path CALLED = file("hints-to-metadata/scenario.json");
    public static final Path UNROLLED = file("hints-to-metadata/unrolled.json");
    public static final Path COUNTING = file("parse-and-count/scenario.json");
    public static final Path RAW = file("raw-descriptor/scenario.json");

    /** A program of the tests that is stopped by a fault on short packets. */
    public static final Path OVERRUN = Path.of("src/test/resources/dev/xdpscope/app/view/overrun.bpf.o");

    private static ScenarioRecording unrolled;

    private Samples() {}

    public static Path file(String name) {
        return Path.of("..", "sample-traces").resolve(name);
    }

    static synchronized ScenarioRecording unrolled() {
        if (unrolled == null) {
            unrolled = Lab.run(ScenarioFile.read(UNROLLED));
        }
        return unrolled;
    }

    static Session session(Path scenario) {
        Session session = new Session();
        if (scenario.equals(UNROLLED)) {
            ScenarioRecording recording = unrolled();
            session.show(new OpenedScenario(recording, List.of(recording.program().name()), List.of()));
        } else {
            session.open(ScenarioFile.read(scenario));
        }
        return session;
    }
}
