package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import dev.xdpscope.app.view.Session;
import java.util.List;
import javafx.scene.layout.HBox;

/** The actions that move, those back to the left of the coordinate and those on to its right. */
final class StepBar extends HBox {
    private static final List<Command> LEFT = List.of(Command.REVERSE_CONTINUE, Command.BACK_OUT, Command.BACK_OVER,
            Command.BACK);
    private static final List<Command> RIGHT = List.of(Command.INTO, Command.OVER, Command.OUT, Command.CONTINUE);

    private final CoordinateField coordinate;

    StepBar(WindowContext context, Actions actions) {
        getStyleClass().add("step-bar");
        coordinate = new CoordinateField(context.session(), actions.coordinate());
        LEFT.forEach(c -> getChildren().add(Buttons.of(actions.step(c))));
        getChildren().add(coordinate);
        RIGHT.forEach(c -> getChildren().add(Buttons.of(actions.step(c))));
        setVisible(false);
        context.session().listen(change -> {
            if (change == Session.Change.OPENED) {
                setVisible(context.session().moment().isPresent());
            }
        });
    }

    CoordinateField coordinate() {
        return coordinate;
    }
}
