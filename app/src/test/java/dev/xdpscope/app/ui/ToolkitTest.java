package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The toolkit that the window's tests run on works without a display: a stage shows, a robot's click arrives. */
@UiTest
class ToolkitTest {
    private int clicks;

    @Start
    void show(Stage stage) {
        Button button = new Button("Press me");
        button.setOnAction(_ -> clicks++);
        stage.setScene(new Scene(button, 200, 100));
        stage.show();
    }

    @Test
    void robotClicksButton(FxRobot robot) {
        robot.clickOn("Press me").clickOn("Press me");
        assertEquals(2, clicks);
    }
}
