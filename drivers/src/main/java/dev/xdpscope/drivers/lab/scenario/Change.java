package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be different in a scenario. Some things in a scenario belong to others and become void with them:
 *
 * <ul>
 * <li>with another NIC its revision, its switches and the recorded descriptors;
 * <li>with another capture the recorded descriptors;
 * <li>with another object the program's name, the scenario's name and what it is about, and what comes past the program:
 * receivers are entries of the old object's maps.
 * </ul>
 *
 * <p>What the same change sets, in whatever order, takes the place of what was there and is not void. A NIC, a capture or an
 * object that the scenario has already is not another one.
 */
public final class Change {
    /** Nothing is to be different. */
    public static final Change NONE = new Change(List.of());

    private final List<ScenarioEdit> edits;

    private Change(List<ScenarioEdit> edits) {
        this.edits = edits;
    }

    private static Change of(ScenarioEdit edit) {
        return new Change(List.of(edit));
    }

    /** With another NIC: a built-in one's name or a folder. */
    public static Change nic(String name) {
        return of(new ScenarioEdit.Nic(name));
    }

    /** With another hardware revision. */
    public static Change revision(String name) {
        return of(new ScenarioEdit.Revision(name));
    }

    /** With one switch of the NIC set, and all others as they are. */
    public static Change setting(String name, String value) {
        return of(new ScenarioEdit.Setting(name, value));
    }

    /** With these switches of the NIC set, and all others at their defaults. */
    public static Change configuration(Map<String, String> settings) {
        return of(new ScenarioEdit.Configuration(Map.copyOf(settings)));
    }

    /** With another ELF object. */
    public static Change object(Path file) {
        return of(new ScenarioEdit.ElfObject(file));
    }

    /** With another program of the object, by its function's name. */
    public static Change program(String name) {
        return of(new ScenarioEdit.ProgramName(name));
    }

    /** With another access design. */
    public static Change design(AccessDesign design) {
        return of(new ScenarioEdit.Design(design));
    }

    /** With the packets of another capture. */
    public static Change packets(Path capture) {
        return of(new ScenarioEdit.Capture(capture));
    }

    /** With at most {@code packets} of the capture's packets. */
    public static Change limit(int packets) {
        return of(new ScenarioEdit.Limit(packets));
    }

    /** With recorded descriptors. */
    public static Change descriptors(Path file) {
        return of(new ScenarioEdit.Descriptors(file));
    }

    /** With another kernel around the driver. */
    public static Change kernel(KernelSettings settings) {
        return of(new ScenarioEdit.Kernel(settings));
    }

    /** With the program loaded in another way. */
    public static Change loading(Loading loading) {
        return of(new ScenarioEdit.Load(loading));
    }

    /** With something else past the program. */
    public static Change past(PastXdp past) {
        return of(new ScenarioEdit.Past(past));
    }

    /** This and {@code other} as one change; where both set the same thing, {@code other} does. */
    public Change and(Change other) {
        return new Change(Stream.concat(edits.stream(), other.edits.stream()).toList());
    }

    /** The scenario that this makes of {@code from}, and what it makes void. */
    public ChangedScenario apply(Scenario from) {
        Leftovers leftovers = Leftovers.of(from, edited(from), edits);
        return new ChangedScenario(edited(leftovers.without()), leftovers.words());
    }

    private Scenario edited(Scenario from) {
        Scenario s = from;
        for (ScenarioEdit edit : edits) {
            s = edit.apply(s);
        }
        return s;
    }

    @Override
    public String toString() {
        return edits.toString();
    }
}
