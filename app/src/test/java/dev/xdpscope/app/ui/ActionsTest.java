package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Command;
import dev.xdpscope.app.view.Recent;
import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

/** The actions as a list, without a window: each can be told from the others, has one place and does what it says. */
class ActionsTest {
    /** Writes down what it is asked for. */
    private static final class AskedPanes implements Actions.Panes {
        private final List<String> asked = new ArrayList<>();

        @Override
        public void choose() {
            asked.add("choose");
        }

        @Override
        public void enterCoordinate() {
            asked.add("coordinate");
        }

        @Override
        public void toggleBreakpoint() {
            asked.add("breakpoint");
        }

        @Override
        public void foldAll(boolean open) {
            asked.add(open ? "unfold" : "fold");
        }

        @Override
        public void showKeys() {
            asked.add("keys");
        }
    }

    private final WindowContext context = new WindowContext(new Recent(Optional.empty()),
            new ScenarioOpener(ScenarioFile::read, Optional.empty()));
    private final AskedPanes panes = new AskedPanes();
    private final Actions actions = new Actions(context, panes);

    private Stream<Action> everyAction() {
        return Stream.concat(actions.all(), Stream.of(actions.dismiss()));
    }

    private Action action(String id) {
        return everyAction().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void idsAndTitlesAreUnique() {
        List<String> ids = everyAction().map(Action::id).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size(), ids.toString());
        List<String> titles = everyAction().map(Action::title).toList();
        assertEquals(titles.size(), Set.copyOf(titles).size(), titles.toString());
        everyAction().forEach(a -> assertTrue(a.id().matches("[a-z]+(-[a-z]+)*"), a.id()));
        everyAction().forEach(a -> assertTrue(a.title().matches("[A-Z][a-z ]+[a-z]"), a.title()));
    }

    @Test
    void noTwoActionsShareAKey() {
        Set<KeyCombination> taken = new HashSet<>();
        everyAction().flatMap(a -> a.keys().stream()).flatMap(k -> Keys.spellings(k).stream())
                .forEach(k -> assertTrue(taken.add(k), k.getName()));
        assertTrue(taken.containsAll(Keys.of("F7", "Shortcut+Shift+Equals", "Esc")));
    }

    @Test
    void everyStepIsAnActionOfTheRunMenu() {
        Actions.Group run = actions.groups().stream().filter(g -> g.title().equals("Run")).findFirst().orElseThrow();
        List<Action> steps = Arrays.stream(Command.values()).map(actions::step).toList();
        assertEquals(steps, run.actions().subList(0, steps.size()));
        assertEquals(List.of("Step into", "into"), List.of(steps.getFirst().title(), steps.getFirst().id()));
    }

    @Test
    void theSheetHasEveryKeyOfEveryActionOnce() {
        List<KeysHelp.Line> lines = KeysHelp.sections(actions).stream().flatMap(s -> s.lines().stream()).toList();
        List<Action> keyed = everyAction().filter(a -> !a.keys().isEmpty()).toList();
        assertTrue(keyed.stream().map(Action::id).toList().containsAll(List.of("run-again", "quit", "fold-all",
                "unfold-all", "keys")));
        keyed.forEach(a -> assertEquals(List.of(a.keyTexts()),
                lines.stream().filter(l -> l.what().equals(a.sentence())).map(KeysHelp.Line::keys).toList()));
        List<String> keys = lines.stream().flatMap(l -> l.keys().stream()).toList();
        assertEquals(keys.size(), Set.copyOf(keys).size(), keys.toString());
        assertFalse(lines.stream().anyMatch(l -> l.what().contains("Remove all breakpoints")), "it has no key");
    }

    @Test
    void wordsForMenusTipsAndSheet() {
        assertEquals("_Open…", actions.open().label());
        assertEquals("Open", actions.open().title());
        String key = actions.open().keyText();
        assertEquals("Open: a scenario, object or capture (" + key + ")", actions.open().tip());
        assertTrue(actions.step(Command.OVER).tip().endsWith("call or expansion (F8 or F10)"));
        assertEquals("Remove all breakpoints", action("clear-breakpoints").tip());
        assertEquals("", action("clear-breakpoints").keyText());
    }

    @Test
    void actionsDoWhatTheySay() {
        List.of("open", "go-to-coordinate", "toggle-breakpoint", "unfold-all", "fold-all", "keys")
                .forEach(id -> action(id).run().run());
        assertEquals(List.of("choose", "coordinate", "breakpoint", "unfold", "fold", "keys"), panes.asked);
        action("theme").run().run();
        assertEquals(Theme.DARK, context.theme().get());
        action("larger").run().run();
        action("larger").run().run();
        action("smaller").run().run();
        assertEquals(WindowContext.NORMAL_SIZE + 1, context.fontSize().get());
        action("normal-size").run().run();
        assertEquals(WindowContext.NORMAL_SIZE, context.fontSize().get());
        context.session().toggleBreakpoint(3);
        action("clear-breakpoints").run().run();
        assertTrue(context.session().breakpoints().isEmpty());
    }
}
