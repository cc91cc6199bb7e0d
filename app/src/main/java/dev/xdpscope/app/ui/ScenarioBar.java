package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Revision;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** NIC, revision, configuration and access design; choosing another runs the scenario again. */
final class ScenarioBar extends HBox {
    private final WindowContext context;
    private final MenuButton nic = chooser("nic", "NIC");
    private final MenuButton revision = chooser("revision", "hardware revision");
    private final MenuButton configuration = chooser("configuration", "configuration: the NIC's switches");
    private final MenuButton program = chooser("program-choice", "program: the object has several");
    private final MenuButton design = chooser("design", "access design: how the program gets at hints");

    ScenarioBar(WindowContext context) {
        this.context = context;
        getStyleClass().add("scenario-bar");
        configuration.setGraphic(Icon.CONFIGURE.node());
        program.managedProperty().bind(program.visibleProperty());
        getChildren().addAll(nic, revision, configuration, program, design);
        setVisible(false);
        context.session().listen(change -> {
            if (change == Session.Change.OPENED) {
                context.session().recording().ifPresent(this::show);
            }
        });
        context.runner().busy().addListener((_, _, busy) -> setDisable(busy));
    }

    private static MenuButton chooser(String id, String tip) {
        MenuButton button = new MenuButton();
        button.setMnemonicParsing(false);
        button.setId(id);
        button.getStyleClass().addAll("chooser", "flat");
        button.setFocusTraversable(false);
        button.setTooltip(new Tooltip(tip));
        return button;
    }

    private void show(ScenarioRecording recording) {
        setVisible(true);
        setDisable(context.runner().busy().get());
        ConfiguredNic setup = recording.setup();
        fill(nic, setup.nic().name(), nics(recording.scenario()), n -> n, Change::nic);
        List<Revision> revisions = setup.nic().revisions();
        fill(revision, setup.revision().name(), revisions.stream().map(Revision::name).toList(),
                name -> revisions.stream().filter(r -> r.name().equals(name)).map(r -> name + " – " + r.title())
                        .findFirst()
                        .orElse(name),
                Change::revision);
        int changed = recording.scenario().nic().configuration().size();
        configuration.setText(changed == 0 ? "default" : changed + " changed");
        configuration.getItems().setAll(Switches.items(recording, context));
        List<String> programs = context.session().programs();
        program.setVisible(programs.size() > 1);
        fill(program, recording.program().name(), programs, p -> p, Change::program);
        fill(design, recording.scenario().program().design().word(),
                List.of(AccessDesign.values()).stream().map(AccessDesign::word)
                        .toList(),
                w -> w + " – " + AccessDesign.of(w).orElseThrow().about(),
                w -> Change.design(AccessDesign.of(w).orElseThrow()));
    }

    private static List<String> nics(Scenario scenario) {
        List<String> builtIn = Nics.builtIn();
        return builtIn.contains(scenario.nic().name()) ? builtIn
                : java.util.stream.Stream.concat(java.util.stream.Stream.of(scenario.nic().name()), builtIn.stream())
                        .toList();
    }

    private void fill(MenuButton button, String chosen, List<String> choices, Function<String, String> text,
            Function<String, Change> change) {
        button.setText(chosen);
        button.getItems().setAll(choices.stream().map(c -> (MenuItem) item(c, text.apply(c), c.equals(chosen),
                change.apply(c))).toList());
    }

    private RadioMenuItem item(String choice, String text, boolean chosen, Change change) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setId("choose-" + choice);
        item.setMnemonicParsing(false);
        item.setSelected(chosen);
        item.setOnAction(_ -> {
            item.setSelected(chosen);
            if (!chosen) {
                context.rerun(change);
            }
        });
        return item;
    }
}
