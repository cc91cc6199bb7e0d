package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Mark;
import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.ProgramRow;
import dev.xdpscope.app.view.ProgramRows;
import dev.xdpscope.app.view.Reached;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Stage;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The program: C source, bytecode and what was run, side by side. */
final class ProgramLane extends BorderPane {
    private final WindowContext context;
    private final Session session;
    private final Columns columns = new Columns();
    private final ListView<ProgramRow> list = new ListView<>();
    private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();
    private final Map<Program, ProgramRows> known = new IdentityHashMap<>();
    private Optional<ProgramRows> rows = Optional.empty();
    private OptionalInt current = OptionalInt.empty();
    private Optional<Reached> reached = Optional.empty();
    private double character = 7;

    ProgramLane(WindowContext context) {
        this.context = context;
        this.session = context.session();
        getStyleClass().add("program-lane");
        list.getStyleClass().addAll("lane-list", "program-list");
        list.setId("program");
        list.setCellFactory(_ -> new ProgramCell(this));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setTop(new ProgramHeader(columns));
        setCenter(list);
        setBottom(new FaultStrip(session));
        session.listen(this::changed);
        context.highlightsProperty().addListener(_ -> repaint());
        context.fontSize().addListener(_ -> measure());
        measure();
    }

    private void measure() {
        Text probe = new Text("0000000000");
        probe.setFont(Font.font(Fonts.MONO, context.fontSize().get()));
        character = probe.getLayoutBounds().getWidth() / 10;
        list.setFixedCellSize(Math.round(context.fontSize().get() * 1.5));
        columns.gutter().set(26 + Math.ceil(character * 4) + 6);
        refill();
    }

    private void changed(Session.Change change) {
        switch (change) {
            case OPENED -> open();
            case MOVED -> move();
            case BREAKPOINTS -> repaint();
            case SELECTED, PROBLEM -> {}
        }
    }

    private void open() {
        rows = Optional.empty();
        known.clear();
        reached = Optional.empty();
        refill();
        move();
    }

    private void refill() {
        list.getItems().setAll(rows.map(ProgramRows::rows).orElse(List.of()));
    }

    private void move() {
        Optional<Moment> moment = session.moment();
        show(moment);
        if (moment.isEmpty() || rows.isEmpty()) {
            current = OptionalInt.empty();
            repaint();
            return;
        }
        int before = rows.get().rows().size();
        current = rows.get().reveal(moment.get().state());
        if (rows.get().rows().size() != before) {
            refill();
        }
        reached = Optional.of(Reached.of(moment.get(), reached));
        repaint();
        showCurrent();
    }

    /** Shows the program that runs at {@code moment}; without one the scenario's. */
    private void show(Optional<Moment> moment) {
        Optional<Program> wanted = moment.map(Moment::program).or(() -> session.recording().map(r -> r.program()));
        if (!rows.map(ProgramRows::program).equals(wanted)) {
            rows = wanted.map(p -> known.computeIfAbsent(p, ProgramRows::new));
            refill();
        }
    }

    /** Takes the keyboard: arrows, Space and Enter are about rows then. */
    void focus() {
        list.requestFocus();
    }

    /** Scrolls so that the current row is about a third down. */
    void center() {
        int visible = (int) (list.getHeight() / list.getFixedCellSize());
        if (current.isPresent() && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            Lists.top(flow, list::scrollTo, current.getAsInt() - visible / 3, list.getItems().size(),
                    list.getFixedCellSize());
        }
    }

    /** Scrolls so that the current row is seen with some rows around it. */
    void showCurrent() {
        current.ifPresent(row -> Lists.show(list, row));
    }

    private void repaint() {
        version.set(version.get() + 1);
    }

    ReadOnlyIntegerProperty version() {
        return version.getReadOnlyProperty();
    }

    Columns columns() {
        return columns;
    }

    ProgramRows rows() {
        return rows.orElseThrow();
    }

    double characterWidth() {
        return character;
    }

    double lineNumberWidth() {
        return Math.ceil(character * 3.7);
    }

    double stepWidth() {
        return Math.ceil(character * 4);
    }

    boolean isCurrent(int index) {
        return current.isPresent() && current.getAsInt() == index;
    }

    boolean faulted() {
        return session.moment().filter(m -> m.next().isEmpty() && m.coordinate().stage() == Stage.XDP
                && m.packet().fault().isPresent()).isPresent();
    }

    /** Whether the current row's instruction was the last. */
    boolean ended() {
        return session.moment().filter(m -> m.next().isEmpty()).isPresent();
    }

    boolean reached(ProgramRow.Code c) {
        return reached.filter(r -> !r.contains(c.key().insn())).isEmpty();
    }

    Optional<Mark> mark(ProgramRow.Code c) {
        if (c.kind() == ProgramRow.Kind.EXPANSION && c.fold().isPresent() && !c.fold().get().open()) {
            int first = c.key().insn();
            return IntStream.range(first, first + c.fold().get().size()).mapToObj(context.highlights()::insn)
                    .flatMap(Optional::stream).min(Mark::compareTo);
        }
        return c.kind() == ProgramRow.Kind.EXPANSION ? Optional.empty() : context.highlights().insn(c.key().insn());
    }

    boolean hasBreakpoint(ProgramRow.Code c) {
        boolean below = c.kind() == ProgramRow.Kind.EXPANSION && c.fold().filter(f -> f.open()).isPresent();
        return !below && ownProgram() && session.breakpoints().contains(c.key().insn());
    }

    /** Breakpoints are in the scenario's own program. */
    private boolean ownProgram() {
        return session.recording().map(r -> r.program()).equals(rows.map(ProgramRows::program));
    }

    void toggleBreakpoint(ProgramRow.Code c) {
        if (ownProgram()) {
            session.toggleBreakpoint(c.key().insn());
        }
    }

    /** Sets or removes a breakpoint at the selected row, or else at the current one. */
    void toggleBreakpoint() {
        ProgramRow chosen = list.isFocused() ? list.getSelectionModel().getSelectedItem() : null;
        if (chosen instanceof ProgramRow.Code c) {
            toggleBreakpoint(c);
        } else {
            session.moment().filter(m -> m.next().isPresent() && ownProgram())
                    .ifPresent(m -> session.toggleBreakpoint(m.state().pc()));
        }
    }

    void toggleFold(ProgramRow.Code c) {
        rows().toggle(c);
        refolded();
    }

    void foldAll(boolean open) {
        rows.ifPresent(r -> {
            r.foldAll(open);
            refolded();
        });
    }

    private void refolded() {
        int selected = list.getSelectionModel().getSelectedIndex();
        refill();
        current = session.moment().map(m -> rows().row(rows().key(m.state()))).orElse(OptionalInt.empty());
        list.getSelectionModel().select(selected);
        repaint();
    }

    void select(ProgramRow.Code c, boolean wholeLine) {
        session.select(rows().selection(c, wholeLine));
    }

    /** To the next time the packet's run executes the row's instruction, or else the last. */
    void goTo(ProgramRow.Code c) {
        session.moment().flatMap(m -> Reached.next(m, c.key().insn())).ifPresent(session::seek);
    }

    private void key(KeyEvent e) {
        if (!(list.getSelectionModel().getSelectedItem() instanceof ProgramRow.Code c) || e.isShortcutDown()
                || e.isAltDown()) {
            return;
        }
        switch (e.getCode()) {
            case RIGHT -> fold(c, true);
            case LEFT -> fold(c, false);
            case ENTER -> goTo(c);
            case SPACE -> select(c, false);
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void fold(ProgramRow.Code c, boolean open) {
        if (c.fold().filter(f -> f.open() != open).isPresent()) {
            toggleFold(c);
        }
    }
}
