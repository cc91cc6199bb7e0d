package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Command;
import dev.xdpscope.drivers.lab.scenario.Change;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.application.Platform;

/** All actions of one window, in the order of its menus. */
final class Actions {
    /** What actions need of the window's panes. */
    interface Panes {
        /** Lets the reader choose files to open. */
        void choose();

        /** Puts the cursor where a coordinate is typed. */
        void enterCoordinate();

        /** Sets or removes a breakpoint at the selected instruction, or else at the current one. */
        void toggleBreakpoint();

        /** Unfolds or folds all that can be folded in the program. */
        void foldAll(boolean open);

        /** Shows the sheet of keys. */
        void showKeys();
    }

    /**
     * The actions of one menu.
     *
     * @param label the menu's, with {@code _} before the letter that opens it
     * @param sections what lines part
     */
    record Group(String label, List<List<Action>> sections) {
        Group {
            sections = sections.stream().map(List::copyOf).toList();
        }

        String title() {
            return label.replace("_", "");
        }

        List<Action> actions() {
            return sections.stream().flatMap(List::stream).toList();
        }
    }

    private final Map<Command, Action> steps;
    private final Action open;
    private final Action coordinate;
    private final Action breakpoint;
    private final Action theme;
    private final Action larger;
    private final Action smaller;
    private final Action dismiss;
    private final List<Group> groups;

    Actions(WindowContext context, Panes panes) {
        steps = steps(context);
        open = new Action("open", "_Open…", "a scenario, object or capture", Keys.of("Shortcut+O"), panes::choose)
                .withIcon(Icon.OPEN);
        coordinate = new Action("go-to-coordinate", "Go to coordinate", "for example 4:17.3", Keys.of("Shortcut+G"),
                panes::enterCoordinate);
        breakpoint = new Action("toggle-breakpoint", "Set or remove breakpoint",
                "at the selected instruction, or else the current one", Keys.of("F9"), panes::toggleBreakpoint);
        theme = new Action("theme", "Light or dark", "", Keys.of("Shortcut+T"),
                () -> context.theme().set(context.theme().get().other())).withIcon(Icon.THEME);
        larger = new Action("larger", "Larger", "", Keys.of("Shortcut+Plus"), () -> context.zoom(1))
                .withIcon(Icon.LARGER);
        smaller = new Action("smaller", "Smaller", "", Keys.of("Shortcut+Minus"), () -> context.zoom(-1))
                .withIcon(Icon.SMALLER);
        dismiss = new Action("dismiss", "Dismiss", "the problem or notice that is shown", Keys.of("Esc"),
                context.session()::dismiss)
                .withIcon(Icon.CLOSE);
        groups = List.of(file(context), run(context), view(context, panes), help(panes));
    }

    /** Ctrl turns a step round; the second key is the one other debuggers have. */
    private static Map<Command, Action> steps(WindowContext context) {
        Map<Command, Action> steps = new EnumMap<>(Command.class);
        for (Command c : Command.values()) {
            Action step = switch (c) {
                case INTO -> step(c, context, "F7", "F11").withIcon(Icon.INTO);
                case BACK -> step(c, context, "Shortcut+F7", "Shortcut+F11").withIcon(Icon.BACK);
                case OVER -> step(c, context, "F8", "F10").withIcon(Icon.OVER);
                case BACK_OVER -> step(c, context, "Shortcut+F8", "Shortcut+F10").withIcon(Icon.BACK_OVER);
                case OUT -> step(c, context, "Shift+F8", "Shift+F11").withIcon(Icon.OUT);
                case BACK_OUT -> step(c, context, "Shortcut+Shift+F8", "Shortcut+Shift+F11").withIcon(Icon.BACK_OUT);
                case CONTINUE -> step(c, context, "F5").withIcon(Icon.CONTINUE);
                case REVERSE_CONTINUE -> step(c, context, "Shift+F5", "Shortcut+F5").withIcon(Icon.REVERSE_CONTINUE);
                case FIRST -> step(c, context, "Shortcut+Home");
                case LAST -> step(c, context, "Shortcut+End");
                case NEXT_PACKET -> step(c, context, "Shortcut+Page Down");
                case PREVIOUS_PACKET -> step(c, context, "Shortcut+Page Up");
            };
            steps.put(c, step);
        }
        return steps;
    }

    private static Action step(Command command, WindowContext context, String... keys) {
        return new Action(command.name().toLowerCase(Locale.ROOT).replace('_', '-'), command.title(), command.about(),
                Keys.of(keys), () -> context.session().go(command));
    }

    private Group file(WindowContext context) {
        Action rerun = new Action("run-again", "_Run again", "the scenario that is open", Keys.of("Shortcut+R"),
                () -> context.rerun(Change.NONE));
        Action quit = new Action("quit", "_Quit", "", Keys.of("Shortcut+Q"), Platform::exit);
        return new Group("_File", List.of(List.of(open, rerun), List.of(quit)));
    }

    private Group run(WindowContext context) {
        Action backward = new Action("backward", "Back to where you were", "", Keys.of("Alt+Left"),
                context.session()::backward);
        Action forward = new Action("forward", "Forward again", "", Keys.of("Alt+Right"), context.session()::forward);
        Action clear = new Action("clear-breakpoints", "Remove all breakpoints", "", List.of(),
                context.session()::clearBreakpoints);
        return new Group("_Run", List.of(
                steps(Command.INTO, Command.BACK, Command.OVER, Command.BACK_OVER, Command.OUT, Command.BACK_OUT),
                steps(Command.CONTINUE, Command.REVERSE_CONTINUE), steps(Command.FIRST, Command.LAST),
                steps(Command.NEXT_PACKET, Command.PREVIOUS_PACKET), List.of(coordinate, backward, forward),
                List.of(breakpoint, clear)));
    }

    private List<Action> steps(Command... commands) {
        return Stream.of(commands).map(steps::get).toList();
    }

    private Group view(WindowContext context, Panes panes) {
        Action normal = new Action("normal-size", "Normal size", "", Keys.of("Shortcut+0"),
                () -> context.fontSize().set(WindowContext.NORMAL_SIZE));
        Action unfold =
                new Action("unfold-all", "Unfold all", "expansions and kfunc bodies", Keys.of("Shortcut+Shift+U"),
                        () -> panes.foldAll(true));
        Action fold = new Action("fold-all", "Fold all", "expansions and kfunc bodies", Keys.of("Shortcut+Shift+F"),
                () -> panes.foldAll(false));
        return new Group("_View", List.of(List.of(theme), List.of(larger, smaller, normal), List.of(unfold, fold)));
    }

    private static Group help(Panes panes) {
        return new Group("_Help",
                List.of(List.of(new Action("keys", "Keys", "", Keys.of("F1"), panes::showKeys))));
    }

    /** One for each menu. */
    List<Group> groups() {
        return groups;
    }

    /** All but {@link #dismiss}. */
    Stream<Action> all() {
        return groups.stream().flatMap(g -> g.actions().stream());
    }

    /** The action that moves so. */
    Action step(Command command) {
        return steps.get(command);
    }

    Action open() {
        return open;
    }

    Action coordinate() {
        return coordinate;
    }

    Action breakpoint() {
        return breakpoint;
    }

    Action theme() {
        return theme;
    }

    Action larger() {
        return larger;
    }

    Action smaller() {
        return smaller;
    }

    /** Takes a problem or notice off the screen; in no menu, for it is there only with that. */
    Action dismiss() {
        return dismiss;
    }
}
