package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a scenario belongs to a NIC, a capture or an object that a change takes away. */
final class Leftovers {
    private final Scenario from;
    private final List<ScenarioEdit> edits;
    private final List<String> words = new ArrayList<>();
    private Scenario rest;

    private Leftovers(Scenario from, List<ScenarioEdit> edits) {
        this.from = from;
        this.rest = from;
        this.edits = edits;
    }

    /**
     * @param wanted what {@code edits} alone make of {@code from}
     */
    static Leftovers of(Scenario from, Scenario wanted, List<ScenarioEdit> edits) {
        Leftovers leftovers = new Leftovers(from, edits);
        boolean otherNic = !from.nic().name().equals(wanted.nic().name());
        if (otherNic) {
            leftovers.ofNic();
        }
        if (!otherNic && !same(from.packets().capture(), wanted.packets().capture())) {
            leftovers.ofCapture();
        }
        if (!same(from.program().object(), wanted.program().object())) {
            leftovers.ofObject(wanted.program().object());
        }
        return leftovers;
    }

    /** Whether two names are of one file; that it was built anew in between does not make it another. */
    private static boolean same(Path a, Path b) {
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }

    /** The scenario without what is void. */
    Scenario without() {
        return rest;
    }

    /** What is void and not set anew, a line for each thing that took it away. */
    List<String> words() {
        return words;
    }

    private boolean sets(Class<? extends ScenarioEdit> what) {
        return edits.stream().anyMatch(what::isInstance);
    }

    private void ofNic() {
        NicChoice nic = from.nic();
        List<String> lost = new ArrayList<>();
        if (!sets(ScenarioEdit.Revision.class)) {
            nic.revision().ifPresent(r -> lost.add("revision " + r));
        }
        if (!sets(ScenarioEdit.Configuration.class)) {
            TreeMap<String, String> settings = new TreeMap<>(nic.configuration());
            settings.keySet().removeAll(setAnew());
            settings.forEach((name, value) -> lost.add(name + "=" + value));
        }
        lost.addAll(descriptors());
        rest = rest.with(NicChoice.of(nic.name()));
        say("the NIC " + nic.name(), lost);
    }

    private Set<String> setAnew() {
        return edits.stream().filter(ScenarioEdit.Setting.class::isInstance).map(ScenarioEdit.Setting.class::cast)
                .map(ScenarioEdit.Setting::name).collect(Collectors.toSet());
    }

    private void ofCapture() {
        say("the packets of " + from.packets().capture(), descriptors());
    }

    /** They say what one NIC wrote when one capture's packets arrived. */
    private List<String> descriptors() {
        PacketSource packets = rest.packets();
        rest = rest.with(new PacketSource(packets.capture(), packets.limit(), Optional.empty()));
        return packets.descriptors().filter(_ -> !sets(ScenarioEdit.Descriptors.class))
                .map(d -> "recorded descriptors " + d + ", descriptors are simulated").stream().toList();
    }

    private void ofObject(Path other) {
        ProgramSource program = from.program();
        List<String> lost = new ArrayList<>();
        if (!sets(ScenarioEdit.ProgramName.class)) {
            program.name().ifPresent(p -> lost.add("program " + p));
        }
        if (!sets(ScenarioEdit.Past.class)) {
            lost.addAll(past(from.past()));
        }
        rest = rest.with(new ProgramSource(program.object(), Optional.empty(), program.design())).with(PastXdp.NONE)
                .titled(String.valueOf(other.getFileName()), "");
        say(program.object().toString(), lost);
    }

    private static List<String> past(PastXdp past) {
        List<String> lost = new ArrayList<>();
        past.receivers().forEach(r -> lost.add("receiver " + place(r)));
        past.tc().ifPresent(t -> lost.add("tc program of " + t.object()));
        if (past.gro()) {
            lost.add("GRO");
        }
        return lost;
    }

    private static String place(Receiver receiver) {
        return switch (receiver) {
            case Receiver.Cpu c -> place(c.at());
            case Receiver.Socket s -> place(s.at());
            case Receiver.Device d -> d.entry().map(Leftovers::place).orElse("ifindex " + d.ifindex());
            case Receiver.Pair p -> p.entry().map(Leftovers::place).orElse("ifindex " + p.ifindex());
        };
    }

    private static String place(Receiver.Entry entry) {
        return entry.map() + "[" + entry.key() + "]";
    }

    private void say(String with, List<String> lost) {
        if (!lost.isEmpty()) {
            words.add("left aside with " + with + ": " + String.join(", ", lost));
        }
    }
}
