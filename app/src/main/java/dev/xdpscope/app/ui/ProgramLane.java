package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Mark;
import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.ProgramRow;
import dev.xdpscope.app.view.ProgramRows;
import dev.xdpscope.app.view.Selection;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.record.Path;
import dev.xdpscope.engine.record.Position;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The program: C source, bytecode and what was run, side by side. */
final class ProgramLane extends BorderPane {
    private static final int LONGEST_PATH = 500_000;

    private final Desk desk;
    private final Session session;
    private final Columns columns = new Columns();
    private final ListView<ProgramRow> list = new ListView<>();
    private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();
    private Optional<ProgramRows> rows = Optional.empty();
    private OptionalInt current = OptionalInt.empty();
    private BitSet reached = new BitSet();
    private int reachedPacket = -1;
    private double character = 7;

    ProgramLane(Desk desk) {
        this.desk = desk;
        this.session = desk.session();
        getStyleClass().add("program-lane");
        list.getStyleClass().addAll("lane-list", "program-list");
        list.setId("program");
        list.setCellFactory(_ -> new ProgramCell(this));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setTop(new ProgramHeader(columns));
        setCenter(list);
        session.listen(this::changed);
        desk.highlightsProperty().addListener(_ -> repaint());
        desk.fontSize().addListener(_ -> measure());
        measure();
    }

    private void measure() {
        Text probe = new Text("0000000000");
        probe.setFont(Font.font(Fonts.MONO, desk.fontSize().get()));
        character = probe.getLayoutBounds().getWidth() / 10;
        list.setFixedCellSize(Math.round(desk.fontSize().get() * 1.5));
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
        rows = session.recording().map(r -> new ProgramRows(r.program()));
        reachedPacket = -1;
        refill();
        move();
    }

    private void refill() {
        list.getItems().setAll(rows.map(ProgramRows::rows).orElse(List.of()));
    }

    private void move() {
        Optional<Moment> moment = session.moment();
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
        reach(moment.get());
        repaint();
        showCurrent();
    }

    /** Which instructions the packet's runs execute; of very long runs that is not asked. */
    private void reach(Moment m) {
        if (m.packet().index() == reachedPacket) {
            return;
        }
        reachedPacket = m.packet().index();
        reached = new BitSet();
        List.of(m.packet().program().index(), m.packet().skbRun().map(r -> r.index()).orElse(-1)).stream()
                .filter(run -> run >= 0).forEach(run -> {
                    if (m.recording().recording().runs().get(run).steps() > LONGEST_PATH) {
                        reached.set(0, m.recording().program().code().size());
                        return;
                    }
                    Path path = m.recording().recording().path(run);
                    for (int insn : path.insns()) {
                        reached.set(insn);
                    }
                });
    }

    /** Scrolls so that the current row is about a third down. */
    void center() {
        int visible = (int) (list.getHeight() / list.getFixedCellSize());
        current.ifPresent(row -> list.scrollTo(Math.max(0, row - visible / 3)));
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
        return session.moment().filter(m -> m.next().isEmpty() && !m.inSkbPath() && m.packet().fault().isPresent())
                .isPresent();
    }

    /** Whether the current row's instruction was the last. */
    boolean ended() {
        return session.moment().filter(m -> m.next().isEmpty()).isPresent();
    }

    boolean reached(ProgramRow.Code c) {
        return reached.get(c.key().insn());
    }

    Optional<Mark> mark(ProgramRow.Code c) {
        if (c.kind() == ProgramRow.Kind.EXPANSION && c.fold().isPresent() && !c.fold().get().open()) {
            int first = c.key().insn();
            return java.util.stream.IntStream.range(first, first + c.fold().get().size())
                    .mapToObj(desk.highlights()::insn).flatMap(Optional::stream).min(Mark::compareTo);
        }
        return c.kind() == ProgramRow.Kind.EXPANSION ? Optional.empty() : desk.highlights().insn(c.key().insn());
    }

    boolean hasBreakpoint(ProgramRow.Code c) {
        boolean below = c.kind() == ProgramRow.Kind.EXPANSION && c.fold().filter(f -> f.open()).isPresent();
        return !below && session.breakpoints().contains(c.key().insn());
    }

    void toggleBreakpoint(ProgramRow.Code c) {
        session.toggleBreakpoint(c.key().insn());
    }

    /** Sets or removes a breakpoint at the selected row, or else at the current one. */
    void toggleBreakpoint() {
        ProgramRow chosen = list.isFocused() ? list.getSelectionModel().getSelectedItem() : null;
        if (chosen instanceof ProgramRow.Code c) {
            toggleBreakpoint(c);
        } else {
            session.moment().filter(m -> m.next().isPresent()).ifPresent(m -> session.toggleBreakpoint(m.state().pc()));
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
        int insn = c.key().insn();
        List<Integer> insns = wholeLine ? rows().sameLine(insn)
                : c.kind() == ProgramRow.Kind.EXPANSION ? java.util.stream.IntStream.range(insn, insn + c.fold().map(
                        f -> f.size()).orElse(1)).boxed().toList() : List.of(insn);
        session.select(new Selection.Insns(insns, wholeLine && c.line().isPresent() ? "line " + c.line().get().line()
                : "instruction " + c.label()));
    }

    /** To the next time the packet's run executes the row's instruction, or else the last. */
    void goTo(ProgramRow.Code c) {
        session.moment().ifPresent(m -> {
            Path path = m.recording().recording().path(m.at().run());
            int found = -1;
            for (int i = 0; i < path.length() && (found < 0 || found <= m.at().step()); i++) {
                found = path.insns()[i] == c.key().insn() ? i : found;
            }
            if (found >= 0) {
                session.seek(new Position(m.at().run(), found));
            }
        });
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
