package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.ProgramRows;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.app.view.ValueOriginModel;
import dev.xdpscope.app.view.ValueOriginModel.From;
import dev.xdpscope.app.view.ValueOriginModel.Made;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;

/** Where the selected value came from. */
final class OriginTab extends Tab {
    private final Session session;
    private final Label question = new Label();
    private final TableView<From> sources;
    private final TableView<Made> steps;
    private Optional<ProgramRows> program = Optional.empty();

    OriginTab(Desk desk) {
        super("Value origin");
        this.session = desk.session();
        setClosable(false);
        sources = Tables.table(desk, "sources", "");
        steps = Tables.table(desk, "made", "Nothing in this run made it");
        Tables.mono(Tables.column(sources, "made of", 36, From::name));
        Tables.column(sources, "kind", 14, From::kind);
        Tables.mono(Tables.column(steps, "at", 10, s -> session.coordinate(s.at()).map(Object::toString).orElse("")));
        Tables.mono(Tables.column(steps, "instruction", 38, s -> program.map(p -> p.text(s.insn())).orElse("")));
        Tables.mono(Tables.column(steps, "what it did", 60, Made::did));
        steps.getSelectionModel().selectedItemProperty().addListener((_, _, made) -> {
            if (made != null) {
                session.seek(made.at());
            }
        });
        SplitPane split = new SplitPane(sources, steps);
        split.setDividerPositions(0.34);
        question.getStyleClass().add("question");
        BorderPane pane = new BorderPane(split);
        pane.setTop(question);
        setContent(pane);
        session.listen(this::changed);
        selectedProperty().addListener(_ -> show());
        show();
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            program = session.recording().map(r -> new ProgramRows(r.program()));
        }
        if (change == Session.Change.SELECTED || change == Session.Change.OPENED) {
            show();
        }
    }

    private void show() {
        Optional<ValueOriginModel.Answer> answer = session.moment().filter(_ -> isSelected())
                .flatMap(m -> ValueOriginModel.of(session.selection(), m));
        question.setText(answer.map(ValueOriginModel.Answer::question)
                .orElse("Select a register, a stack slot, metadata or an sk_buff field to see where its value came from."));
        sources.getItems().setAll(answer.map(ValueOriginModel.Answer::sources).orElse(List.of()));
        steps.getItems().setAll(answer.map(ValueOriginModel.Answer::steps).orElse(List.of()));
    }
}
