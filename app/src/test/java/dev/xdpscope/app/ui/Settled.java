package dev.xdpscope.app.ui;

import java.util.List;
import javafx.scene.Parent;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Waits until windows are laid out: a robot's look-up, made on the test's thread, must not meet a layout in progress. */
final class Settled {
    private Settled() {}

    static void wait(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        for (int pass = 0; pass < 2; pass++) {
            robot.interact(() -> List.copyOf(Window.getWindows()).forEach(w -> layout(w.getScene().getRoot())));
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void layout(Parent root) {
        root.applyCss();
        root.layout();
    }
}
