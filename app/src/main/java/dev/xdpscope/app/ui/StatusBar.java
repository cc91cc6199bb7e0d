package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.FaultNote;
import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.Selection;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.app.view.Text;
import dev.xdpscope.engine.xdp.XdpAction;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One line: what is open, where the reader is in words, and what is selected. */
final class StatusBar extends HBox {
    private final WindowContext context;
    private final Session session;
    private final Label left = new Label();
    private final Label middle = new Label();
    private final Label right = new Label();

    StatusBar(WindowContext context) {
        this.context = context;
        this.session = context.session();
        getStyleClass().add("status-bar");
        setId("status");
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMaxWidth(Double.MAX_VALUE);
        right.setMinWidth(0);
        left.setMinWidth(0);
        middle.setMinWidth(0);
        ProgressBar progress = new ProgressBar();
        progress.setId("progress");
        progress.getStyleClass().add("small");
        progress.visibleProperty().bind(context.runner().busy());
        progress.managedProperty().bind(context.runner().busy());
        Label running = new Label();
        running.textProperty().bind(context.runner().what());
        running.visibleProperty().bind(context.runner().busy());
        running.managedProperty().bind(context.runner().busy());
        getChildren().addAll(left, middle, running, progress, right);
        session.listen(_ -> show());
    }

    private void show() {
        left.setTooltip(session.recording().map(r -> r.scenario().about()).filter(a -> !a.isEmpty()).map(StatusBar::tip)
                .orElse(null));
        left.setText(session.recording().map(r -> r.scenario().name()).orElse(""));
        middle.setText(session.moment().map(StatusBar::text).orElse(""));
        right.setText(session.selection() instanceof Selection.None ? ""
                : "selected: " + session.selection().title()
                        + context.highlights().leftOut().map(t -> "   (" + t + ")").orElse("   ← cause   → effect"));
    }

    private static Tooltip tip(String about) {
        Tooltip tip = new Tooltip(about);
        tip.setWrapText(true);
        tip.setMaxWidth(480);
        return tip;
    }

    private static String text(Moment m) {
        long step = m.at().step();
        String run = switch (m.coordinate().stage()) {
            case WIRE, DESCRIPTOR, DRIVER, XDP -> "the program";
            case CPUMAP, DEVMAP, VETH, TC -> m.program().name() + " (" + m.coordinate().stage() + ")";
            case SKB -> m.packet().verdict() == XdpAction.XDP_PASS ? "the driver's sk_buff path"
                    : "the core's sk_buff path";
            case REDIRECT -> "the conversion to xdp_frame";
            case AF_XDP -> "the delivery to the socket";
        };
        String where = FaultNote.of(m).filter(FaultNote::here).isPresent() ? "stopped by a fault: "
                + m.packet().fault().orElseThrow().what()
                : m.next().isEmpty() ? "end of " + run : "step " + "%,d".formatted(step) + " of " + run;
        int packets = m.recording().packets().size();
        String of = packets == m.recording().scenario().packets().limit() ? " of the first " : " of ";
        return "packet " + m.packet().index() + of + "%,d".formatted(packets) + ", " + where
                + ", "
                + Text.count(m.recording().recording().size(), "moment") + " recorded";
    }
}
