package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import dev.xdpscope.app.view.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/** The commands that move, those back to the left of the coordinate and those on to its right. */
final class StepBar extends HBox {
    private static final List<Command> LEFT = List.of(Command.REVERSE_CONTINUE, Command.BACK_OUT, Command.BACK_OVER,
            Command.BACK);
    private static final List<Command> RIGHT = List.of(Command.INTO, Command.OVER, Command.OUT, Command.CONTINUE);
    private static final Map<Command, Icon> ICONS = Map.of(Command.REVERSE_CONTINUE, Icon.REVERSE_CONTINUE,
            Command.BACK_OUT, Icon.BACK_OUT, Command.BACK_OVER, Icon.BACK_OVER, Command.BACK, Icon.BACK, Command.INTO,
            Icon.INTO, Command.OVER, Icon.OVER, Command.OUT, Icon.OUT, Command.CONTINUE, Icon.CONTINUE);

    private final CoordinateField coordinate;

    StepBar(WindowContext desk) {
        getStyleClass().add("step-bar");
        coordinate = new CoordinateField(desk.session());
        LEFT.forEach(c -> getChildren().add(button(c, desk.session())));
        getChildren().add(coordinate);
        RIGHT.forEach(c -> getChildren().add(button(c, desk.session())));
        setVisible(false);
        desk.session().listen(change -> {
            if (change == Session.Change.OPENED) {
                setVisible(desk.session().moment().isPresent());
            }
        });
    }

    private static Button button(Command command, Session session) {
        String tip = command.title() + ": " + command.about() + " ("
                + String.join(" or ", Keys.of(command).stream().map(Keys::text).toList()) + ")";
        return Buttons.icon(ICONS.get(command), command.name().toLowerCase(Locale.ROOT).replace('_', '-'), tip,
                () -> session.go(command));
    }

    CoordinateField coordinate() {
        return coordinate;
    }
}
