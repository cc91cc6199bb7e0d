package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.engine.problem.ProblemException;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;

/** Shows the coordinate and takes another; what is wrong with it is said right below. */
final class CoordinateField extends TextField {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final String HELP = "packet:instruction.step, for example 4:17.3, 4:end, 4:skb.end or 4:cpumap.5";

    private final Session session;
    private final Tooltip complaint = new Tooltip();

    /**
     * @param enter the action that leads here
     */
    CoordinateField(Session session, Action enter) {
        this.session = session;
        setId("coordinate");
        getStyleClass().add("coordinate");
        setPromptText("coordinate");
        setPrefColumnCount(8);
        setTooltip(new Tooltip(HELP + " (" + enter.keyText() + ")"));
        complaint.getStyleClass().add("complaint");
        complaint.setHideOnEscape(false);
        setOnAction(_ -> seek());
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                reset();
                getParent().requestFocus();
            }
        });
        textProperty().addListener(_ -> accept());
        focusedProperty().addListener((_, _, focused) -> {
            if (focused) {
                Platform.runLater(this::selectAll);
            } else {
                reset();
            }
        });
        session.listen(change -> {
            if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
                reset();
            }
        });
    }

    private void reset() {
        setText(session.moment().map(m -> m.coordinate().toString()).orElse(""));
        accept();
    }

    private void accept() {
        pseudoClassStateChanged(ERROR, false);
        complaint.hide();
    }

    private void seek() {
        try {
            session.seek(Coordinate.parse(getText()));
            reset();
            getParent().requestFocus();
        } catch (ProblemException e) {
            pseudoClassStateChanged(ERROR, true);
            complaint.setText(e.getMessage());
            Point2D at = localToScreen(0, getHeight() + 4);
            if (at != null) {
                complaint.show(this, at.getX(), at.getY());
            }
        }
    }

    /** What is wrong with the text; empty if nothing is. */
    String complaint() {
        return complaint.isShowing() ? complaint.getText() : "";
    }
}
