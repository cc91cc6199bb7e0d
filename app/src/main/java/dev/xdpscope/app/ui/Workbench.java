package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The window's content: toolbar, timeline, journey, the three lanes, tables, status. */
final class Workbench extends BorderPane implements Actions.Panes {
    /** Width that the descriptor's bytes need, in font sizes. */
    private static final double DESCRIPTOR = 25.2;

    private final WindowContext context;
    private final Actions actions;
    private final Toolbar toolbar;
    private final ProgramLane program;
    private final Lane descriptor;
    private final Lane machine;
    private final TabPane tables;
    private final SplitPane lanes;
    private final SplitPane rows;
    private final VBox way;
    private final PacketsTab packets;
    /** The reader has dragged a divider: from then on only the reader does. */
    private boolean ownDividers;

    Workbench(WindowContext context) {
        this.context = context;
        getStyleClass().add("workbench");
        getStylesheets().add(stylesheet());
        actions = new Actions(context, this);
        toolbar = new Toolbar(context, actions);
        program = new ProgramLane(context);
        TimelineView timeline = new TimelineView(context);
        fix(timeline, 64);
        JourneyView journey = new JourneyView(context);
        fix(journey, JourneyView.height());
        way = new VBox(timeline, journey);
        descriptor = new Lane("Descriptor", new DescriptorLane(context));
        machine = new Lane("Machine", new MachineLane(context));
        lanes = new SplitPane(descriptor, new Lane("Program", program), machine);
        lanes.getStyleClass().add("lanes");
        packets = new PacketsTab(context);
        tables = new TabPane(packets, new EventsTab(context), new MapsTab(context), new OriginTab(context),
                new BreakpointsTab(context, actions.breakpoint()));
        tables.getStyleClass().add("tables");
        tables.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        rows = new SplitPane(lanes, tables);
        rows.setOrientation(Orientation.VERTICAL);
        setTop(new VBox(new MainMenu(context, actions), toolbar, new Banner(context, actions.dismiss())));
        setCenter(center());
        setBottom(new StatusBar(context));
        context.theme().addListener(_ -> restyle());
        context.fontSize().addListener(_ -> restyle());
        restyle();
        acceptFiles();
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        layoutBoundsProperty().addListener(_ -> Platform.runLater(() -> {
            if (!ownDividers) {
                arrange(getWidth(), getHeight());
            }
            program.showCurrent();
            packets.showCurrent();
        }));
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyBefore);
        // What a text field has left.
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    static String stylesheet() {
        return Objects.requireNonNull(Workbench.class.getResource("window.css")).toExternalForm();
    }

    private static void fix(Region region, double height) {
        region.setMinHeight(height);
        region.setPrefHeight(height);
        region.setMaxHeight(height);
    }

    private Node center() {
        BorderPane opened = new BorderPane(rows);
        opened.setTop(way);
        Node welcome = new Welcome(context, actions.open());
        opened.setVisible(false);
        context.session().listen(change -> {
            if (change == Session.Change.OPENED) {
                opened.setVisible(true);
                boolean first = welcome.isVisible();
                welcome.setVisible(false);
                if (first) {
                    Platform.runLater(program::focus);
                }
            }
        });
        return new StackPane(opened, welcome);
    }

    private void dragged(MouseEvent e) {
        ownDividers |= e.getTarget() instanceof Node n && n.getStyleClass().contains("split-pane-divider");
    }

    /** Gives lanes and tables what suits the window's size, until the reader drags a divider. */
    void arrange(double width, double height) {
        double left = Math.clamp(width * 0.235, context.fontSize().get() * DESCRIPTOR, context.fontSize().get() * 32);
        double right = Math.clamp(width * 0.245, context.fontSize().get() * 22, context.fontSize().get() * 42);
        lanes.setDividerPositions(left / width, 1 - right / width);
        double bottom = Math.clamp(height * 0.19, 120, 260);
        rows.setDividerPositions(1 - bottom / (height - 64 - JourneyView.height() - 90));
    }

    private void restyle() {
        double size = context.fontSize().get();
        context.theme().get().apply(this, size);
        descriptor.setMinWidth(size * DESCRIPTOR);
        machine.setMinWidth(size * 19);
        tables.setMinHeight(size * 8.5);
    }

    /** Actions come first: lists and tabs have other uses for some of their keys. Text fields keep theirs. */
    private void keyBefore(KeyEvent e) {
        if (actions.dismiss().isKey(e) && context.session().problem().isPresent()) {
            perform(actions.dismiss(), e);
        } else if (!(e.getTarget() instanceof TextInputControl) || e.getCode().isFunctionKey()) {
            key(e);
        }
    }

    private void key(KeyEvent e) {
        actions.all().filter(a -> a.isKey(e)).findFirst().ifPresent(a -> perform(a, e));
    }

    private static void perform(Action action, KeyEvent e) {
        e.consume();
        action.run().run();
    }

    private void acceptFiles() {
        setOnDragOver(e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
            }
            e.consume();
        });
        setOnDragDropped(e -> {
            boolean files = e.getDragboard().hasFiles();
            if (files) {
                context.open(e.getDragboard().getFiles().stream().map(File::toPath).toList());
            }
            e.setDropCompleted(files);
            e.consume();
        });
    }

    @Override
    public void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open");
        chooser.getExtensionFilters().addAll(
                new FileChooser.ExtensionFilter("Scenarios, objects, captures", "*.json", "*.o", "*.pcap", "*.pcapng"),
                new FileChooser.ExtensionFilter("All files", "*"));
        List<Path> recent = context.recent().paths();
        if (!recent.isEmpty()) {
            chooser.setInitialDirectory(recent.getFirst().getParent().toFile());
        }
        List<File> chosen = chooser.showOpenMultipleDialog(getScene().getWindow());
        if (chosen != null) {
            context.open(chosen.stream().map(File::toPath).toList());
        }
    }

    @Override
    public void enterCoordinate() {
        toolbar.coordinate().requestFocus();
    }

    @Override
    public void toggleBreakpoint() {
        program.toggleBreakpoint();
    }

    @Override
    public void foldAll(boolean open) {
        program.foldAll(open);
    }

    @Override
    public void showKeys() {
        KeysHelp.show(context, actions, getScene().getWindow());
    }

    /** Scrolls program and packets to where the reader is. */
    void showCurrent() {
        program.center();
        packets.showCurrent();
    }
}
