package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.OpenedScenario;
import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Draws the window into a picture, without a display. */
public final class Snapshot {
    /** Layout passes after which lists have made, measured and filled their cells. */
    private static final int PASSES = 6;

    private static boolean started;

    private Snapshot() {}

    /**
     * Runs {@code scenario} and draws the window with it.
     *
     * @param at where the reader is; the beginning if empty
     * @param width in pixels, as is {@code height}
     * @param out the PNG file to write
     * @throws ProblemException if the scenario cannot be run, there is no such coordinate, or the file cannot be written
     */
    public static void render(Scenario scenario, Optional<Coordinate> at, int width, int height, boolean dark,
            Path out) {
        OpenedScenario opened = OpenedScenario.run(scenario);
        render(context -> {
            context.session().show(opened);
            at.ifPresent(context.session()::seek);
        }, width, height, dark, out);
    }

    /** Draws the window after {@code prepare} has done something with it. */
    static void render(Consumer<WindowContext> prepare, int width, int height, boolean dark, Path out) {
        start();
        BufferedImage image = onToolkit(() -> draw(prepare, width, height, dark));
        try {
            if (out.toAbsolutePath().getParent() != null) {
                Files.createDirectories(out.toAbsolutePath().getParent());
            }
            // Into memory first: given a file it cannot open, ImageIO prints a stack trace of its own.
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this Java cannot write PNG");
            }
            Files.write(out, png.toByteArray());
        } catch (IOException e) {
            throw new ProblemException(Place.of(out), "the picture cannot be written: " + e.getMessage(),
                    "Choose another file.");
        }
    }

    private static synchronized void start() {
        if (started) {
            return;
        }
        System.setProperty("java.awt.headless", "true");
        if (System.getProperty("glass.platform") == null) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        try {
            Platform.startup(() -> ready.complete(null));
            ready.join();
        } catch (IllegalStateException alreadyRunning) {
            ready.complete(null);
        }
        Platform.setImplicitExit(false);
        started = true;
    }

    private static <T> T onToolkit(java.util.function.Supplier<T> work) {
        if (Platform.isFxApplicationThread()) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(work, Platform::runLater).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException p ? p : e;
        }
    }

    private static BufferedImage draw(Consumer<WindowContext> prepare, int width, int height, boolean dark) {
        Fonts.load();
        WindowContext context = new WindowContext(new Recent(Optional.empty()),
                new ScenarioOpener(ScenarioFile::read, Optional.empty()));
        context.theme().set(dark ? Theme.DARK : Theme.LIGHT);
        context.fontSize().set(WindowContext.fontSize(width));
        Workbench workbench = new Workbench(context);
        Scene scene = new Scene(workbench, width, height);
        prepare.accept(context);
        for (int i = 0; i < PASSES; i++) {
            workbench.applyCss();
            workbench.layout();
            if (i < 2) {
                workbench.arrange(width, height);
            }
            workbench.showCurrent();
        }
        workbench.layout();
        WritableImage image = scene.snapshot(new WritableImage(width, height));
        return convert(image, width, height);
    }

    private static BufferedImage convert(WritableImage from, int width, int height) {
        int[] pixels = new int[width * height];
        from.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }
}
