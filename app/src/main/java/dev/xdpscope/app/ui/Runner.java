package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.OpenedScenario;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.concurrent.Task;

/** Runs scenarios in the background; what was asked for last counts. */
final class Runner {
    private final Session session;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper what = new ReadOnlyStringWrapper("");
    private Task<OpenedScenario> latest;

    Runner(Session session) {
        this.session = session;
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** What is being run. */
    ReadOnlyStringProperty what() {
        return what.getReadOnlyProperty();
    }

    /**
     * Makes a scenario and runs it; both may take time.
     *
     * @param about what the reader is told meanwhile
     * @param then what to do when it is shown
     */
    void run(String about, Supplier<ChangedScenario> scenario, Runnable then) {
        Task<OpenedScenario> task = new Task<>() {
            @Override
            protected OpenedScenario call() {
                return OpenedScenario.run(scenario.get());
            }
        };
        task.setOnSucceeded(_ -> finish(task, () -> {
            session.show(task.getValue());
            then.run();
        }));
        task.setOnFailed(_ -> finish(task, () -> session.report(problem(task.getException()))));
        latest = task;
        what.set(about);
        busy.set(true);
        Thread.ofPlatform().daemon().name("lab").start(task);
    }

    private void finish(Task<OpenedScenario> task, Runnable then) {
        if (task.equals(latest)) {
            busy.set(false);
            then.run();
        }
    }

    private static ProblemException problem(Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> e;
            case OutOfMemoryError e ->
                    new ProblemException(Place.NOWHERE, "there is not enough memory for this scenario",
                            "Limit the packets, or give Java more memory.");
            default -> new ProblemException(Place.NOWHERE, "running the scenario failed unexpectedly: " + thrown,
                    "Please report it together with the scenario.");
        };
    }
}
