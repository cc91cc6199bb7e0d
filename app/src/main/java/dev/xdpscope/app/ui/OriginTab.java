package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.ProgramRows;
import dev.xdpscope.app.view.Selection;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.app.view.ValueOriginModel;
import dev.xdpscope.app.view.ValueOriginModel.From;
import dev.xdpscope.app.view.ValueOriginModel.Made;
import java.util.List;
import java.util.Optional;
import javafx.concurrent.Task;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;

/** Where the selected value came from. */
final class OriginTab extends Tab {
    private final Session session;
    private final Label question = new Label();
    private final TableView<From> sources;
    private final TableView<Made> steps;
    private Optional<ProgramRows> program = Optional.empty();
    /** The latest question: answers to older ones are no longer wanted. */
    private Optional<Task<Optional<ValueOriginModel.Answer>>> latest = Optional.empty();

    OriginTab(WindowContext context) {
        super("Value origin");
        this.session = context.session();
        setClosable(false);
        sources = Tables.table(context, "sources", "");
        steps = Tables.table(context, "made", "");
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
        sources.setOnMouseClicked(_ -> follow());
        sources.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                follow();
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
            program = Optional.empty();
        }
        if (change == Session.Change.SELECTED || change == Session.Change.OPENED) {
            show();
        }
    }

    /** Selects what the value was made of: it lights up, and its own origin is shown. */
    private void follow() {
        Optional.ofNullable(sources.getSelectionModel().getSelectedItem()).flatMap(From::target)
                .filter(t -> !t.equals(session.selection())).ifPresent(session::select);
    }

    private void show() {
        Optional<Moment> moment = session.moment().filter(_ -> isSelected());
        Selection selection = session.selection();
        latest = Optional.empty();
        if (moment.isEmpty() || !ValueOriginModel.hasValue(selection)) {
            show(Optional.empty());
            return;
        }
        Task<Optional<ValueOriginModel.Answer>> task = new Task<>() {
            @Override
            protected Optional<ValueOriginModel.Answer> call() {
                return ValueOriginModel.of(selection, moment.get());
            }
        };
        task.setOnSucceeded(_ -> {
            if (latest.filter(task::equals).isPresent()) {
                show(task.getValue());
            }
        });
        latest = Optional.of(task);
        question.setText("Walking back from " + selection.title() + " …");
        Thread.ofPlatform().daemon().name("value origin").start(task);
    }

    private void show(Optional<ValueOriginModel.Answer> answer) {
        question.setText(answer.map(ValueOriginModel.Answer::question).orElse(
                "Select a register, a stack slot, metadata or an sk_buff field to see where its value came from."));
        program = session.moment().map(m -> new ProgramRows(m.program()));
        steps.setPlaceholder(new Label(answer.isPresent() ? "Nothing in this run made it: it was there before" : ""));
        sources.getItems().setAll(answer.map(ValueOriginModel.Answer::sources).orElse(List.of()));
        steps.getItems().setAll(answer.map(ValueOriginModel.Answer::steps).orElse(List.of()));
    }
}
