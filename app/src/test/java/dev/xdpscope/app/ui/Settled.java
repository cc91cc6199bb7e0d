package dev.xdpscope.app.ui;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Waits until windows are laid out: a robot looks from the test's thread and must not meet a layout in progress. */
final class Settled {
    private static final int LIMIT_SECONDS = 60;

    private Settled() {}

    static void wait(FxRobot robot) {
        pulse();
        for (int pass = 0; pass < 2; pass++) {
            robot.interact(() -> List.copyOf(Window.getWindows()).forEach(w -> layout(w.getScene().getRoot())));
        }
        pulse();
    }

    /**
     * Waits until something is so, then until windows are laid out. The condition itself tells when it is; the limit
     * only ends a test in which it never will be.
     *
     * @param condition made and listened to on the window's thread alone: a listener that is added while another thread
     * tells the listeners may never be told
     */
    static void when(FxRobot robot, Supplier<ObservableBooleanValue> condition) throws TimeoutException {
        CompletableFuture<Void> met = new CompletableFuture<>();
        Subscription subscription = onFx(() -> condition.get().subscribe(so -> {
            if (so) {
                met.complete(null);
            }
        }));
        WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, met);
        onFx(subscription::unsubscribe);
        wait(robot);
    }

    /** Waits until what was asked of JavaFX before is done, and a frame has been laid out since. */
    private static void pulse() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable tell = () -> done.complete(null);
        Scene scene = onFx(() -> {
            Scene any = Window.getWindows().getFirst().getScene();
            any.addPostLayoutPulseListener(tell);
            Platform.requestNextPulse();
            return any;
        });
        done.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        onFx(() -> scene.removePostLayoutPulseListener(tell));
    }

    private static <T> T onFx(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Platform::runLater).join();
    }

    private static void onFx(Runnable work) {
        CompletableFuture.runAsync(work, Platform::runLater).join();
    }

    private static void layout(Parent root) {
        root.applyCss();
        root.layout();
    }
}
