package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.ProgramRows;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.program.Origin;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/** The breakpoints; Delete removes one. */
final class BreakpointsTab extends Tab {
    private final Session session;
    private final TableView<Integer> table;
    private Optional<ProgramRows> program = Optional.empty();

    /**
     * @param toggle the action that sets one
     */
    BreakpointsTab(WindowContext context, Action toggle) {
        super("Breakpoints");
        this.session = context.session();
        this.table = Tables.table(context, "breakpoints",
                "No breakpoints: click beside an instruction or press " + toggle.keyText());
        setClosable(false);
        setContent(table);
        Tables.mono(Tables.column(table, "instruction", 14, this::place));
        Tables.mono(Tables.column(table, "as run", 40, i -> program.map(p -> p.text(i)).orElse("")));
        Tables.mono(Tables.column(table, "C source", 70, i -> program.flatMap(p -> p.program().line(i))
                .map(l -> l.line() + "  " + l.text().strip()).orElse("")));
        table.setOnKeyPressed(e -> {
            Integer chosen = table.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.DELETE && chosen != null) {
                session.toggleBreakpoint(chosen);
            }
        });
        session.listen(this::changed);
    }

    private String place(int insn) {
        Optional<Origin> origin = program.map(p -> p.program().origins().get(insn));
        return origin.map(o -> (o.insn() < 0 ? "driver " : o.insn() + "") + (o.step() < 0 ? "" : "." + o.step()))
                .orElse("");
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            program = session.recording().map(r -> new ProgramRows(r.program()));
        }
        if (change == Session.Change.OPENED || change == Session.Change.BREAKPOINTS) {
            table.getItems().setAll(List.copyOf(session.breakpoints()));
            setText(session.breakpoints().isEmpty() ? "Breakpoints"
                    : "Breakpoints (" + session.breakpoints().size() + ")");
        }
    }
}
