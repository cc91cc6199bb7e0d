package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Highlights;
import dev.xdpscope.app.view.HintFields;
import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What all panes of one window share: the session, what lights up, theme and zoom, and the opening of files. */
final class WindowContext {
    static final double NORMAL_SIZE = 12;
    private static final double SMALLEST = 8;
    private static final double LARGEST = 28;

    private final Session session = new Session();
    private final Runner runner = new Runner(session);
    private final Recent recent;
    private final ScenarioOpener opening;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final DoubleProperty fontSize = new SimpleDoubleProperty(NORMAL_SIZE);
    private final ReadOnlyObjectWrapper<Highlights> highlights = new ReadOnlyObjectWrapper<>(Highlights.NONE);
    private Optional<HintFields> hints = Optional.empty();

    WindowContext(Recent recent, ScenarioOpener opening) {
        this.recent = recent;
        this.opening = opening;
        session.listen(this::changed);
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            hints = session.recording().map(r -> new HintFields(r.setup()));
        }
        if (change == Session.Change.OPENED || change == Session.Change.MOVED || change == Session.Change.SELECTED) {
            highlights.set(session.moment().flatMap(m -> session.traces().map(t -> Highlights.of(session.selection(), m,
                    t))).orElse(Highlights.NONE));
        }
    }

    Session session() {
        return session;
    }

    Runner runner() {
        return runner;
    }

    Recent recent() {
        return recent;
    }

    /** The fields that carry hints; empty while nothing is open. */
    Optional<HintFields> hints() {
        return hints;
    }

    /** What lights up for the selection. */
    Highlights highlights() {
        return highlights.get();
    }

    ReadOnlyObjectProperty<Highlights> highlightsProperty() {
        return highlights.getReadOnlyProperty();
    }

    ObjectProperty<Theme> theme() {
        return theme;
    }

    Palette palette() {
        return theme.get().palette();
    }

    DoubleProperty fontSize() {
        return fontSize;
    }

    /** The font size that suits a window of that width. */
    static double fontSize(double width) {
        return width >= 1700 ? NORMAL_SIZE + 1.5 : width < 1100 ? NORMAL_SIZE - 1 : NORMAL_SIZE;
    }

    void zoom(double by) {
        fontSize.set(Math.clamp(fontSize.get() + by, SMALLEST, LARGEST));
    }

    /** Opens files in the background; a problem with them is reported and changes nothing else. */
    void open(List<Path> files) {
        Optional<Scenario> base = session.recording().map(ScenarioRecording::scenario);
        String names = String.join(", ", files.stream().map(f -> String.valueOf(f.getFileName())).toList());
        runner.run("opening " + names, () -> opening.scenario(files, base),
                () -> files.stream().filter(ScenarioOpener::opensAlone).forEach(recent::add));
    }

    /** Runs the open scenario with something changed. */
    void rerun(Change change) {
        session.recording().map(ScenarioRecording::scenario).ifPresent(
                s -> runner.run("running " + s.name(), () -> change.apply(s), () -> {}));
    }
}
