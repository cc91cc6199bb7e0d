package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The window on a display. Started from a class that is no {@code Application}, so that JavaFX may lie on the class path. */
public final class Window extends Application {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    /** What {@link #open} hands to the instance that the toolkit makes. */
    private static volatile List<Path> files = List.of();
    private static volatile Optional<Path> sample = Optional.empty();

    /**
     * Shows the window and returns when it is closed.
     *
     * @param toOpen a scenario file, or an object or capture, or both; may be empty
     * @param standIn the scenario whose parts stand in where {@code toOpen} makes none
     */
    public static void open(List<Path> toOpen, Optional<Path> standIn) {
        files = List.copyOf(toOpen);
        sample = standIn;
        Application.launch(Window.class);
    }

    @Override
    public void start(Stage stage) {
        Fonts.load();
        WindowContext context = new WindowContext(Recent.ofUser(), new ScenarioOpener(ScenarioFile::read, sample));
        show(stage, context);
        if (!files.isEmpty()) {
            context.open(files);
        }
    }

    /** Puts the workbench of {@code context} on {@code stage}. */
    static Workbench show(Stage stage, WindowContext context) {
        Workbench workbench = new Workbench(context);
        double width = Math.min(WIDTH, Screen.getPrimary().getVisualBounds().getWidth());
        double height = Math.min(HEIGHT, Screen.getPrimary().getVisualBounds().getHeight());
        context.fontSize().set(WindowContext.fontSize(width));
        stage.setScene(new Scene(workbench, width, height));
        stage.setTitle("xdpscope");
        stage.getIcons().setAll(AppIcon.all());
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        context.session().listen(change -> {
            if (change == Session.Change.OPENED) {
                stage.setTitle(
                        context.session().recording().map(r -> r.scenario().name() + " – xdpscope").orElse("xdpscope"));
            }
        });
        workbench.arrange(width, height);
        stage.show();
        return workbench;
    }
}
